/** How long work may go on before the page gets a turn, in milliseconds: short of what is felt, with room for others. */
const turnMs = 12;

/** Lets the page draw and react. Timers would wait for seconds in a tab that nobody sees. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Says, between small pieces of work, whether it is time to breathe; the time runs from the last turn. */
export function createTurn(now: () => number = () => performance.now()): { isOver(): boolean; take(): Promise<void> } {
  let since = now();
  return {
    isOver: () => now() - since >= turnMs,
    async take() {
      await breathe();
      since = now();
    },
  };
}

/** For what is not waited for any longer than so many milliseconds. */
export function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Makes something of each of many items, and lets the page draw and react in between. */
export async function mapInTurns<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
  turn = createTurn(),
): Promise<Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    made.push(make(item));
    if (turn.isOver()) await turn.take();
  }
  return made;
}
