// A portal's service: POST a ClusterConfig, get its plan, off the main thread. `node serve.js [PORT]`

import { createServer } from "node:http";
import { EksPlanError, planJsonAsync } from "eks-plan";

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  try {
    const options = Object.fromEntries(new URL(request.url, "http://portal").searchParams);
    response.setHeader("content-type", "application/json");
    response.end(await planJsonAsync(Buffer.concat(parts), options));
  } catch (error) {
    if (!(error instanceof EksPlanError)) throw error;
    const { code, message } = error;
    response.writeHead(400).end(JSON.stringify({ code, message }));
  }
});

server.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
