import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../databases.ts';
import { expectAsModelled, type Ground, openGround } from './index.ts';

describeOnEveryDatabase('the drive', (current) => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await openGround(current());
  });
  afterAll(() => ground.close());

  it('does what the model does, whoever works with it, and leaves nothing for fsck', async () => {
    await expectAsModelled(ground, { numRuns: 6, interruptAfterTimeLimit: 90_000 });
    const texts: string[] = [];
    for await (const finding of ground.drive.fsck.findings()) texts.push(finding.text);
    expect(texts).toEqual([]);
  }, 120_000);
});
