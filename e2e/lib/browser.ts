/** The browser under test. Windows of it are contexts of their own: none knows of what another one stored. */
import { type Browser, chromium as launcher } from 'playwright-core';
import { chromium } from './paths.ts';

/**
 * What the browser does without: the list Playwright gives it, which ours replaces, and at the end the pages it draws
 * its own address bar with. It opened two of them with each window, which took twice the work of opening the app.
 */
const withoutFeatures = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  ...['PreconnectToSearch', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
];

const switches = [
  `--disable-features=${withoutFeatures.join(',')}`,
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  return launcher.launch({ executablePath: chromium, args: switches });
}

let opened: Browser | undefined;

/** The one browser of all test files; another one when it is gone. It ends with the process. */
export async function sharedBrowser(): Promise<Browser> {
  if (!opened?.isConnected()) opened = await openBrowser();
  return opened;
}
