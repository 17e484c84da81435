export { Link } from './Link.tsx';
export { historyKey, navigate, useRoute, useSearch } from './navigate.ts';
