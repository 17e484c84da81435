import { inflateSync } from 'node:zlib';
import { siteConfigSections } from '@canopy/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeAccounts, type TestAccounts, testSecrets } from '../test/accounts.ts';
import { describeOnEveryDatabase } from '../test/databases.ts';
import { apiVersion, SiteConfiguration, webManifest } from './index.ts';

describeOnEveryDatabase('the site', (current) => {
  let at: TestAccounts;
  let site: SiteConfiguration;
  const section = async (name: string) => site.section(name, await at.authentication.anonymous());

  beforeAll(async () => {
    at = await composeAccounts(current());
    const { settings, profiles } = at;
    const thumbnailExtensions = () => ['png', 'jpg', 'png'];
    site = new SiteConfiguration({ settings, profiles, secrets: testSecrets, thumbnailExtensions });
  });
  afterAll(() => at.close());

  it('answers only the members of a section', async () => {
    for (const [name, members] of Object.entries(siteConfigSections)) {
      for (const member of Object.keys(await section(name))) expect(members, name).toContain(member);
    }
  });

  it('answers what the stock web client cannot do without', async () => {
    const basic = await section('basic');
    expect(Object.keys(JSON.parse(basic.themes ?? ''))).toContain(basic.default_theme);
    expect(basic.user).toMatchObject({ anonymous: true, group: { permission: 'gg==' } });
    expect(basic).toMatchObject({ title: 'Canopy', instance_id: 'instance', custom_html: {}, captcha_type: 'normal' });
    const explorer = await section('explorer');
    for (const icon of JSON.parse(explorer.icons ?? '')) expect(icon.exts.length).toBeGreaterThan(0);
    expect(explorer.file_viewers?.length).toBeGreaterThan(0);
    for (const { viewers } of explorer.file_viewers ?? []) {
      for (const viewer of viewers) expect(viewer.exts.length, viewer.id).toBeGreaterThan(0);
    }
    expect(explorer).toMatchObject({ max_batch_size: 3000, thumbnail_width: 400, thumbnail_height: 300 });
    const emojis = JSON.parse((await section('emojis')).emoji_preset ?? '');
    expect(Object.values(emojis).flat().length).toBeGreaterThan(800);
    expect(await section('login')).toMatchObject({ register_enabled: true, login_captcha: false });
    expect(await section('thumb')).toEqual({ thumb_exts: ['jpg', 'png'] });
    expect(await section('app')).toEqual({ app_promotion: true, desktop_app_promotion: true });
  });

  it('offers no viewer by default that hands files to others', async () => {
    const viewers = (await section('explorer')).file_viewers?.flatMap((group) => group.viewers) ?? [];
    const offered = viewers.filter((viewer) => !viewer.disabled);
    expect(offered.every((viewer) => viewer.type === 'builtin' && !viewer.url && !viewer.props)).toBe(true);
    expect(offered.map((viewer) => viewer.id)).not.toContain('photopea');
  });

  it('answers basic for a section that nobody knows', async () => {
    expect(await section('nosuch')).toEqual(await section('basic'));
    expect(await section('constructor')).toEqual(await section('basic'));
  });

  it('has an announcement for members only', async () => {
    await at.settings.change({ site_notice: 'Cake in the kitchen' });
    const user = await at.signUp.register({ email: 'a@example.com', password: 'secret1' });
    const { token } = await at.signIn.withPassword({ email: user.email, password: 'secret1' }, '192.0.2.1');
    const member = await at.authentication.authenticate(token.access_token);
    expect(await section('basic')).not.toHaveProperty('site_notice');
    expect(await site.section('basic', member)).toMatchObject({
      site_notice: 'Cake in the kitchen',
      user: { email: 'a@example.com' },
    });
  });

  it('speaks a version that every known client accepts, and has a manifest', () => {
    expect(apiVersion).toMatch(/^4\.(1[89]|[2-9]\d)\.\d+$/);
    expect(webManifest(at.settings)).toMatchObject({ name: 'Canopy', start_url: '.', display: 'standalone' });
    const { icons, shortcuts, share_target } = webManifest(at.settings, 'zh-CN,zh;q=0.9');
    for (const purpose of [undefined, 'maskable']) {
      const sizes = icons.filter((icon) => icon.purpose === purpose).map((icon) => icon.sizes);
      expect(sizes).toEqual(expect.arrayContaining(['192x192', '512x512']));
    }
    expect(shortcuts?.map(({ name }) => name)).toContain('我的文件');
    expect(webManifest(at.settings).shortcuts?.map(({ name }) => name)).toContain('My files');
    expect(share_target).toMatchObject({ action: '/receive', method: 'POST' });
  });

  it('draws captchas that are spent by any answer', async () => {
    const { captcha, settings, database } = at;
    await captcha.check('login_captcha', {});
    await settings.change({ login_captcha: true });
    const refused = { code: 40026, message: 'CAPTCHA not match.' };
    await expect(captcha.check('login_captcha', {})).rejects.toMatchObject(refused);
    const answerOf = async (ticket: string): Promise<string> => {
      const query = database.read.selectFrom('tickets').select('value').where('key', '=', ticket);
      return JSON.parse((await query.executeTakeFirstOrThrow()).value);
    };
    for (const mode of [0, 1, 2, 3]) {
      await settings.change({ captcha_mode: mode });
      const { image, ticket } = await captcha.draw();
      expectPng(Buffer.from(image.slice('data:image/png;base64,'.length), 'base64'), 240, 60);
      const answer = await answerOf(ticket);
      await captcha.check('login_captcha', { captcha: ` ${answer.toLowerCase()} `, ticket });
      await expect(captcha.check('login_captcha', { captcha: answer, ticket })).rejects.toMatchObject(refused);
    }
    const { ticket } = await captcha.draw();
    const answer = await answerOf(ticket);
    await expect(captcha.check('login_captcha', { captcha: 'wrong', ticket })).rejects.toMatchObject(refused);
    await expect(captcha.check('login_captcha', { captcha: answer, ticket })).rejects.toMatchObject(refused);
    const late = await captcha.draw();
    const lateAnswer = await answerOf(late.ticket);
    at.clock.advance(600_000);
    const check = captcha.check('login_captcha', { captcha: lateAnswer, ticket: late.ticket });
    await expect(check).rejects.toMatchObject(refused);
    const blind = at.signIn.withPassword({ email: 'a@example.com', password: 'secret1' }, '192.0.2.1');
    await expect(blind).rejects.toMatchObject(refused);
  });
});

/** A decoder would accept it: header, palette, and as many pixels as announced. */
function expectPng(png: Buffer, width: number, height: number): void {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height]);
  const data = png.indexOf('IDAT');
  const length = png.readUInt32BE(data - 4);
  expect(inflateSync(png.subarray(data + 4, data + 4 + length)).length).toBe((width + 1) * height);
}
