/** The least that Node can answer with: started by yardstick.ts to see how fast the machine is right now. */
import { createServer } from 'node:http';

const answer = JSON.stringify({ message: 'hello', filler: 'x'.repeat(1000) });
const server = createServer((_request, response) => response.end(answer));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.(address.port);
});
