import type { Diagnostic } from './types.js';

/**
 * A call that cannot be answered: wrong use of the interface, or a fault of the library. What is wrong with a spec is part of
 * the answer and no error, except of `planOrThrow`.
 */
export declare class EksPlanError extends Error {
  private constructor();
  readonly name: 'EksPlanError';
  /**
   * What is wrong, for programs: the code of a finding (`EP0104`), or one of `wrong-input`, `wrong-argument`, `wrong-baseline`,
   * `no-such-code`, `no-such-schema`, `no-such-id`, `no-such-verb`, `no-step`, `not-after`, `no-plan` and `fault`.
   */
  readonly code: string;
  /** The findings behind it; empty if it is not about findings. */
  readonly diagnostics: readonly Diagnostic[];
}
