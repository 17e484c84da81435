import { damaged } from './archive-error.ts';
import { type ByteFile, FileCursor } from './bytes.ts';
import type { Listing } from './listing.ts';
import { listRar4 } from './rar4.ts';
import { listRar5 } from './rar5.ts';

const signature4 = Buffer.from('Rar!\x1a\x07\x00', 'latin1');
const signature5 = Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1');

/** Lists a rar by going from header to header; what lies between them is not read. */
export async function listRar(file: ByteFile, listing: Listing): Promise<void> {
  const start = await file.read(0, Math.min(file.size, signature5.length));
  if (start.equals(signature5)) return listRar5(new FileCursor(file, signature5.length), listing);
  if (start.subarray(0, signature4.length).equals(signature4)) {
    return listRar4(new FileCursor(file, signature4.length), listing);
  }
  throw damaged('it is no rar');
}
