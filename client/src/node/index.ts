/** What only Node can do: files by path, and a memory on disk. */
export { FileResumeStore } from './file-resume.ts';
export { fileSource, folderEntries } from './sources.ts';
