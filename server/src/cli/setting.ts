import { StartupError } from '../kernel/index.ts';
import { catalogue, isSettingKey, type SettingValues } from '../settings/index.ts';
import type { Command } from './command.ts';
import { withDrive } from './with-drive.ts';

export const setting: Command = {
  synopsis: '<key> [value]',
  help: 'show a setting of the drive, or change it; a running server takes it over within seconds',
  run: ({ config, arguments: [key, text] }) => {
    if (key === undefined || !isSettingKey(key)) {
      throw new StartupError(`Name a setting. There are:\n${Object.keys(catalogue).join('\n')}`);
    }
    return withDrive(config, async ({ foundation: { settings } }) => {
      if (text !== undefined) await settings.change({ [key]: settingValue(text) } as Partial<SettingValues>);
      process.stdout.write(`${key} = ${JSON.stringify(settings.get(key))}\n${catalogue[key].description}\n`);
      return 0;
    });
  },
};

/** JSON, or a text that is none: people should not have to quote their quotes. */
function settingValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
