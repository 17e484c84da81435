import type { MenuItem } from '../../components/Menu.tsx';
import type { Order, SortKey } from '../../device/index.ts';
import type { MessageKey, Translator } from '../../i18n/index.tsx';

/** What the order is called. */
export const sortNames: Readonly<Record<SortKey, MessageKey>> = {
  name: 'sortName',
  size: 'sortSize',
  updated_at: 'sortModified',
  created_at: 'sortCreated',
};
/** Entries that choose an order; for the sort menu and for the phone's folder menu. */
export function orderItems(t: Translator, order: Order, onOrder: (order: Order) => void): MenuItem[] {
  return [
    { title: t('sortBy') },
    ...(Object.entries(sortNames) as [SortKey, MessageKey][]).map(([by, key]) => ({
      id: `sort-${by}`,
      label: t(key),
      checked: order.by === by,
      onSelect: () => onOrder({ by, direction: by === 'name' ? 'asc' : 'desc' }),
    })),
    'line',
    {
      id: 'asc',
      label: t('ascending'),
      icon: 'arrowup',
      checked: order.direction === 'asc',
      onSelect: () => onOrder({ ...order, direction: 'asc' }),
    },
    {
      id: 'desc',
      label: t('descending'),
      icon: 'arrowdown',
      checked: order.direction === 'desc',
      onSelect: () => onOrder({ ...order, direction: 'desc' }),
    },
  ];
}
