/** The client of the drive for browsers and Node. What only Node can do is in `@canopy/client/node`. */
export { ApiClient, type CallInput, type CallOptions, type ClientOptions, type UriLike } from './api-client.ts';
export { CanopyClient, type ListOptions } from './client.ts';
export {
  isAbort,
  NetworkError,
  PayloadTooLargeError,
  SourceChangedError,
  UnexpectedAnswerError,
  UnsupportedStorageError,
} from './errors.ts';
export { type FolderWatch, watchFolder } from './events.ts';
export { MemorySession, refusesToken, type Session, type SessionStore } from './session.ts';
export { type ChunkRequest, fetchTransport, type Transport } from './transport.ts';
export { IndexedDbResumeStore } from './upload/indexeddb-resume.ts';
export { bytesOf, MemoryResumeStore, type ResumeRecord, type ResumeStore } from './upload/resume.ts';
export { defaultMonitor, isTransient, type NetworkMonitor, withRetries } from './upload/retry.ts';
export type {
  ConflictStrategy,
  UploadConflict,
  UploadEntry,
  UploadedFile,
  UploadFailure,
  UploadRow,
  UploadSource,
  UploadState,
  UploadStatus,
  UploadTarget,
} from './upload/types.ts';
export { Uploader, type UploaderOptions } from './upload/uploader.ts';
export type { Answer } from './wire.ts';
export { xhrTransport } from './xhr-transport.ts';
