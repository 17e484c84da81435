/** Line icons that only sharing shows; drawn as those of components/icons.ts. */
const lines = {
  lock: 'M5.8 9h8.4c.8 0 1.5.7 1.5 1.5V15c0 .8-.7 1.5-1.5 1.5H5.8A1.5 1.5 0 0 1 4.3 15v-4.5C4.3 9.7 5 9 5.8 9zM6.9 9V6.7a3.1 3.1 0 0 1 6.2 0V9M10 12.2v1.3',
  calendar:
    'M5 5h10c.8 0 1.5.7 1.5 1.5V15c0 .8-.7 1.5-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V6.5C3.5 5.7 4.2 5 5 5zM3.5 8.7h13M7 3.3V6M13 3.3V6',
  mail: 'M4.8 4.8h10.4c.8 0 1.5.7 1.5 1.5v7.4c0 .8-.7 1.5-1.5 1.5H4.8c-.8 0-1.5-.7-1.5-1.5V6.3c0-.8.7-1.5 1.5-1.5zM3.7 6L9 10.3c.6.5 1.4.5 2 0L16.3 6',
  qr: 'M4 4h4v4H4zM12 4h4v4h-4zM4 12h4v4H4zM12 12h1.5v1.5M16 12v.1M16 14.5V16h-2.5M12 16v.1',
  inbox:
    'M3.5 11.2h3.3c.6 0 .9.5 1.1 1 .3.8.9 1.3 2.1 1.3s1.8-.5 2.1-1.3c.2-.5.5-1 1.1-1h3.3M5.4 4.5h9.2c.6 0 1.1.4 1.3.9l.6 5.3V14c0 .8-.7 1.5-1.5 1.5H5c-.8 0-1.5-.7-1.5-1.5v-3.3l.6-5.3c.2-.5.7-.9 1.3-.9z',
  group:
    'M10 9.2a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM5.7 15.8c.2-2.5 2-4.1 4.3-4.1s4.1 1.6 4.3 4.1M4.3 9.6a1.9 1.9 0 0 1 .3-3.7M15.7 9.6a1.9 1.9 0 0 0-.3-3.7M2.3 14.3c.1-1.3.7-2.3 1.7-2.8M17.7 14.3c-.1-1.3-.7-2.3-1.7-2.8',
} as const;

export type ShareIconName = keyof typeof lines;

export function ShareIcon({ name, className = '' }: { name: ShareIconName; className?: string }) {
  return (
    <svg className={['icon', className].filter(Boolean).join(' ')} viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={lines[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
