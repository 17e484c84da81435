import type { ExplorerView, QueryOf } from '@canopy/contract';
import { type Order, orderColumn } from './cursor.ts';
import type { DriveSettings } from './ports.ts';

export type ListQuery = QueryOf<'listFiles'>;

const defaultPageSize = 100;

/** What a request asks for, after views and limits had their say. */
export interface PagePlan {
  readonly pageSize: number;
  readonly order: Order;
  /** The order was chosen by the request or a view. */
  readonly ordered: boolean;
}

export function planOf(query: ListQuery, view: ExplorerView | undefined, settings: DriveSettings): PagePlan {
  const asked = query.page_size !== undefined && query.page_size > 0 ? query.page_size : view?.page_size;
  const orderBy = query.order_by ?? view?.order;
  const direction = query.order_direction ?? view?.order_direction;
  const column = orderColumn(orderBy);
  return {
    pageSize: Math.min(asked ?? defaultPageSize, settings.maxPageSize),
    order: { column, descending: direction === 'desc' },
    ordered: column !== 'id',
  };
}

/** The view with what this answer really used. */
export function usedView(view: ExplorerView, { pageSize, order, ordered }: PagePlan): ExplorerView {
  const { order: _order, order_direction: _direction, ...rest } = view;
  return {
    ...rest,
    page_size: pageSize,
    ...(ordered && { order: order.column }),
    ...((ordered || order.descending) && { order_direction: order.descending ? 'desc' : 'asc' }),
  };
}
