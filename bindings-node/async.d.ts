/** What every call off the main thread takes beside its options. */
export interface Abortable {
  /** Once it is aborted, the promise is rejected with its reason; what has not begun is not done. */
  readonly signal?: AbortSignal | undefined;
}
