import * as eks from 'eks-plan-wasm';
import { ask } from './ask.js';

onmessage = async ({ data }) => postMessage(await ask(eks, data));
