import { join } from 'node:path';
import { expect, it } from 'vitest';
import { artifacts } from './lib/paths.ts';
import { mira } from './lib/people.ts';
import { type Stage, setStage } from './lib/stage.ts';
import { unseenStates } from './lib/states.ts';
import { useWorld } from './lib/use-world.ts';
import { views } from './lib/views.ts';

let stage: Stage;
const world = useWorld(async (current, client) => {
  stage = await setStage(current, client);
});

/** Views that have between them everything that can be chosen, pressed, ticked, filled and walked to. */
const looked = ['selection', 'grid', 'details', 'palette', 'share', 'settings', 'preview-picture'];

for (const view of views.filter(({ name }) => looked.includes(name))) {
  it(`shows what is chosen, pressed, ticked and focused without colours of its own: ${view.name}`, async () => {
    const browser = { forcedColors: 'active', reducedMotion: 'reduce' } as const;
    const { preferences } = view;
    const visitor = await world().visit({
      as: view.as === undefined ? mira : (view.as ?? undefined),
      browser,
      ...(preferences && { preferences }),
    });
    await view.show(visitor, stage);
    await visitor.settled();
    await visitor.page.screenshot({ path: join(artifacts, `forced colours ${view.name}.png`) });
    /* The focus shows itself to those who use keys. */
    await visitor.press('Shift');
    expect(await unseenStates(visitor.page)).toEqual([]);
  });
}
