import { ApiError, ErrorCode, type Operation, type OperationId } from '@canopy/contract';
import type { Caller } from '../kernel/index.ts';

/** Groups whose scope is asked before the sign-in (account.md 5): their routes also serve anonymous visitors. */
const scopeFirst = /^(Files|Shares)\./;

/**
 * Who may come in, from the contract's declaration alone: sign-in, then scope (the other way round where
 * anonymous visitors are served). What the operation itself decides comes later.
 */
export function admit(operation: Operation<OperationId>, caller: Caller): void {
  const early = operation.scope !== undefined && scopeFirst.test(operation.scope);
  if (early) checkScope(operation, caller);
  if (operation.security === 'required' && caller.anonymous) throw new ApiError(ErrorCode.LOGIN_REQUIRED);
  if (!early) checkScope(operation, caller);
}

function checkScope({ scope }: Operation<OperationId>, { scopes }: Caller): void {
  if (scope === undefined || scopes === undefined || scopes.includes(scope)) return;
  if (scope.endsWith('.Read') && scopes.includes(scope.replace(/Read$/, 'Write'))) return;
  throw new ApiError(ErrorCode.INSUFFICIENT_SCOPE, `Insufficient scope: this needs ${scope}.`);
}
