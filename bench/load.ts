/** The load generator: forked by measure.ts, so that what it costs is not counted as the server's. */
import { Connection } from './connection.ts';
import { type Order, type Outcome, workloads } from './workloads.ts';

process.on('message', (order: Order) => {
  run(order).then(
    (outcome) => process.send?.({ outcome }),
    (error: Error) => process.send?.({ error: `${order.workload}: ${error.message}` }),
  );
});

/** As many as can be done one after the other on each of some connections, until the time is up. */
async function run(order: Order): Promise<Outcome> {
  const make = workloads[order.workload];
  if (!make) throw new Error('there is no such workload');
  const work = make(order);
  const connections = await Promise.all(Array.from({ length: order.connections }, () => Connection.open(order.port)));
  const from = performance.now();
  const until = from + order.seconds * 1000;
  let done = 0;
  try {
    await Promise.all(
      connections.map(async (connection, worker) => {
        for (let turn = 0; performance.now() < until; turn++) {
          await work(connection, worker, turn);
          done += 1;
        }
      }),
    );
  } finally {
    for (const connection of connections) connection.close();
  }
  return { done, seconds: (performance.now() - from) / 1000 };
}
