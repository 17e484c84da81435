/**
 * Method and path of every operation, by the operationId of the contract. Free of schemas, so that a browser bundle
 * that only calls the server carries no validator. `{x}` marks a path parameter.
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS';

export interface Route {
  readonly method: Method;
  readonly path: string;
}

export const routes = {
  ping: { method: 'GET', path: '/api/v4/site/ping' },
  getCaptcha: { method: 'GET', path: '/api/v4/site/captcha' },
  getSiteConfig: { method: 'GET', path: '/api/v4/site/config/{section}' },
  getManifest: { method: 'GET', path: '/manifest.json' },
  prepareLogin: { method: 'GET', path: '/api/v4/session/prepare' },
  passwordSignIn: { method: 'POST', path: '/api/v4/session/token' },
  signOut: { method: 'DELETE', path: '/api/v4/session/token' },
  refreshToken: { method: 'POST', path: '/api/v4/session/token/refresh' },
  signUp: { method: 'POST', path: '/api/v4/user' },
  getAvatar: { method: 'GET', path: '/api/v4/user/avatar/{id}' },
  getUserInfo: { method: 'GET', path: '/api/v4/user/info/{id}' },
  getMe: { method: 'GET', path: '/api/v4/user/me' },
  getCapacity: { method: 'GET', path: '/api/v4/user/capacity' },
  searchUsers: { method: 'GET', path: '/api/v4/user/search' },
  getPreferences: { method: 'GET', path: '/api/v4/user/setting' },
  patchPreferences: { method: 'PATCH', path: '/api/v4/user/setting' },
  listAvailablePolicies: { method: 'GET', path: '/api/v4/user/setting/policies' },
  listFiles: { method: 'GET', path: '/api/v4/file' },
  deleteFiles: { method: 'DELETE', path: '/api/v4/file' },
  getFileInfo: { method: 'GET', path: '/api/v4/file/info' },
  createFile: { method: 'POST', path: '/api/v4/file/create' },
  renameFile: { method: 'POST', path: '/api/v4/file/rename' },
  moveOrCopyFiles: { method: 'POST', path: '/api/v4/file/move' },
  restoreFiles: { method: 'POST', path: '/api/v4/file/restore' },
  emptyTrash: { method: 'DELETE', path: '/api/v4/file/trash' },
  forceUnlockFiles: { method: 'DELETE', path: '/api/v4/file/lock' },
  patchMetadata: { method: 'PATCH', path: '/api/v4/file/metadata' },
  pinFile: { method: 'PUT', path: '/api/v4/file/pin' },
  unpinFile: { method: 'DELETE', path: '/api/v4/file/pin' },
  subscribeFileEvents: { method: 'GET', path: '/api/v4/file/events' },
  setFilePermission: { method: 'POST', path: '/api/v4/file/permission' },
  deleteFilePermission: { method: 'DELETE', path: '/api/v4/file/permission' },
  patchView: { method: 'PATCH', path: '/api/v4/file/view' },
  mountStoragePolicy: { method: 'PATCH', path: '/api/v4/file/policy' },
  listArchiveFiles: { method: 'GET', path: '/api/v4/file/archive' },
  createUploadSession: { method: 'PUT', path: '/api/v4/file/upload' },
  deleteUploadSession: { method: 'DELETE', path: '/api/v4/file/upload' },
  uploadFileChunk: { method: 'POST', path: '/api/v4/file/upload/{sessionId}/{index}' },
  updateFileContent: { method: 'PUT', path: '/api/v4/file/content' },
  createDownloadUrl: { method: 'POST', path: '/api/v4/file/url' },
  getEntityContent: { method: 'GET', path: '/api/v4/file/content/{id}/{speed}/{name}' },
  headEntityContent: { method: 'HEAD', path: '/api/v4/file/content/{id}/{speed}/{name}' },
  preflightEntityContent: { method: 'OPTIONS', path: '/api/v4/file/content/{id}/{speed}/{name}' },
  downloadArchive: { method: 'GET', path: '/api/v4/file/archive/{sessionID}/archive.zip' },
  getFileThumb: { method: 'GET', path: '/api/v4/file/thumb' },
  setFileVersion: { method: 'POST', path: '/api/v4/file/version/current' },
  deleteFileVersion: { method: 'DELETE', path: '/api/v4/file/version' },
  createShare: { method: 'PUT', path: '/api/v4/share' },
  listMyShares: { method: 'GET', path: '/api/v4/share' },
  batchDeleteShares: { method: 'DELETE', path: '/api/v4/share' },
  editShare: { method: 'POST', path: '/api/v4/share/{id}' },
  deleteShare: { method: 'DELETE', path: '/api/v4/share/{id}' },
  getShareInfo: { method: 'GET', path: '/api/v4/share/info/{id}' },
  listUserShares: { method: 'GET', path: '/api/v4/user/shares/{id}' },
  openShareShortLink: { method: 'GET', path: '/s/{id}' },
  openShareShortLinkWithPassword: { method: 'GET', path: '/s/{id}/{password}' },
  createDirectLinks: { method: 'PUT', path: '/api/v4/file/source' },
  deleteDirectLink: { method: 'DELETE', path: '/api/v4/file/source/{id}' },
  openDirectLink: { method: 'GET', path: '/f/{id}/{name}' },
  headDirectLink: { method: 'HEAD', path: '/f/{id}/{name}' },
  preflightDirectLink: { method: 'OPTIONS', path: '/f/{id}/{name}' },
  downloadDirectLink: { method: 'GET', path: '/f/d/{id}/{name}' },
  headDirectDownload: { method: 'HEAD', path: '/f/d/{id}/{name}' },
  preflightDirectDownload: { method: 'OPTIONS', path: '/f/d/{id}/{name}' },
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof routes;
