export { Link } from './Link.tsx';
export { historyKey, navigate, useRoute } from './navigate.ts';
