//! The native part of the npm package `eks-plan`: one call, waiting or off the main thread. What people see of it is in `lib/`.

mod convert;

use eks_plan::api::{self, Failure, Input};
use napi::bindgen_prelude::{AbortSignal, AsyncTask, Object};
use napi::{Env, Result, Task};
use napi_derive::napi;

use convert::Answer;

/// Many small objects come and go with every plan.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Carries out a verb: sources as `{name, text}` or `{name, json}`, everything else as JSON text. The answer is canonical text, in pieces.
#[napi(catch_unwind, ts_return_type = "Array<string>")]
pub fn call(env: Env, verb: String, sources: Vec<Object<'_>>, request: String) -> Result<Answer> {
    let work = Work::new(&env, verb, &sources, request)?;
    work.answer().map(Answer).map_err(|failure| convert::error(&env, &failure))
}

/// The same off the main thread. What has not begun when `stop.onabort()` is called is not done.
#[napi(catch_unwind, ts_return_type = "Promise<Array<string>>")]
pub fn call_async(
    env: Env,
    verb: String,
    sources: Vec<Object<'_>>,
    request: String,
    stop: AbortSignal,
) -> Result<AsyncTask<Work>> {
    let work = Work::new(&env, verb, &sources, request)?;
    Ok(AsyncTask::with_signal(work, stop))
}

/// A call that can go to another thread.
pub struct Work {
    verb: String,
    inputs: Vec<Input>,
    request: String,
}

impl Work {
    fn new(env: &Env, verb: String, sources: &[Object<'_>], request: String) -> Result<Self> {
        let inputs = sources.iter().map(|source| convert::input(env, source)).collect::<Result<_>>()?;
        Ok(Self { verb, inputs, request })
    }

    fn answer(&self) -> std::result::Result<String, Failure> {
        api::call(&self.verb, &self.inputs, &self.request)
    }
}

impl Task for Work {
    type Output = std::result::Result<String, Failure>;
    type JsValue = Answer;

    fn compute(&mut self) -> Result<Self::Output> {
        Ok(self.answer())
    }

    fn resolve(&mut self, env: Env, output: Self::Output) -> Result<Answer> {
        output.map(Answer).map_err(|failure| convert::error(&env, &failure))
    }
}
