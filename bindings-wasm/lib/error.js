/** A call that cannot be answered: wrong use of the interface, or a fault of the library. */
export class EksPlanError extends Error {
  /**
   * @param {string} code what is wrong, for programs
   * @param {string} message what is wrong, for people
   * @param {readonly object[]} [diagnostics] the findings behind it
   */
  constructor(code, message, diagnostics = []) {
    super(message);
    this.code = code;
    this.diagnostics = diagnostics;
  }

  /** The same error as one of this class, if the native part of the package raised it; otherwise as it is. */
  static from(error) {
    if (error?.name !== 'EksPlanError' || error instanceof EksPlanError) return error;
    return new EksPlanError(error.code, error.message, error.diagnostics);
  }
}

Object.defineProperty(EksPlanError.prototype, 'name', { value: 'EksPlanError', configurable: true, writable: true });
