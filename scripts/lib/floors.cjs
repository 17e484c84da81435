/** The floors of server/src, lowest first. A capability may import those below it, never beside or above. */
module.exports = [
  ['kernel'],
  ['db'],
  ['settings'],
  ['jobs'],
  ['accounts'],
  ['blobs'],
  ['drive'],
  ['transfers'],
  ['sharing'],
  ['search'],
  ['history'],
  ['archives'],
  ['site', 'events', 'media', 'workflows', 'webdav', 'commerce', 'cluster'],
  ['admin'],
  ['http'],
];
