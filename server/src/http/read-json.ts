import type { IncomingMessage } from 'node:http';
import { ApiError, ErrorCode } from '@canopy/contract';

/** Largest JSON body, in bytes: a batch of 3,000 long URIs fits. */
const maxBytes = 8 * 1024 * 1024;
/** Longest wait for the next bytes of a JSON body, in milliseconds. */
const patienceMs = 30_000;

/**
 * The JSON value of a request's body; undefined when there is no body. Whatever Content-Type it has: some
 * clients send none.
 * @throws ApiError 40001 for text that is no JSON, too long, or that stops half-way.
 */
export async function readJson(request: IncomingMessage, patience = patienceMs): Promise<unknown> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw refuse(request, 'The request is too large.');
  if (announced === 0 && request.headers['transfer-encoding'] === undefined) return undefined;
  const text = await readText(request, patience);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(ErrorCode.PARAM_INVALID, 'The body is not valid JSON.');
  }
}

function readText(request: IncomingMessage, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const fail = (error: ApiError) => {
      request.off('data', take);
      // A listener would keep the server from closing the connection when it stays idle.
      request.off('timeout', tooLate);
      reject(error);
    };
    const tooLate = () => fail(refuse(request, 'The request did not arrive in time.'));
    const take = (part: Buffer) => {
      length += part.length;
      if (length > maxBytes) return fail(refuse(request, 'The request is too large.'));
      parts.push(part);
    };
    request.setTimeout(patience, tooLate);
    request.on('data', take);
    request.once('end', () => {
      request.setTimeout(0);
      resolve((parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString('utf8'));
    });
    request.once('error', () => fail(new ApiError(ErrorCode.PARAM_INVALID, 'The request stopped half-way.')));
  });
}

/** The rest of the body is let go by, so that the client reads the answer instead of a broken pipe. */
function refuse(request: IncomingMessage, message: string): ApiError {
  request.resume();
  return new ApiError(ErrorCode.PARAM_INVALID, message);
}
