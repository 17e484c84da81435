import type { View } from '../../device/index.ts';

/** Shapes where the files will be. No shimmer; the caller waits 300 ms before it shows them. */
const widths = [46, 38, 41, 30, 52, 36, 64, 44, 40, 58];

export function GhostRows({ count }: { count: number }) {
  return (
    <div className="ghosts" aria-hidden="true">
      {widths.slice(0, count).map((width) => (
        <div key={width} className="row">
          <span className="cell-name">
            <span className="ghost mark-ghost" />
            <span className="ghost" style={{ width: `${width}%` }} />
          </span>
          <span className="cell-date">
            <span className="ghost" style={{ width: 80 }} />
          </span>
          <span className="cell-size">
            <span className="ghost" style={{ width: 48 }} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** A whole folder on its way. */
export function Ghosts({ view, label }: { view: View; label: string }) {
  return (
    <div aria-busy="true">
      <span className="unseen" role="status">
        {label}
      </span>
      {view === 'list' ? (
        <div className="list">
          <div className="row heads" />
          <GhostRows count={10} />
        </div>
      ) : (
        <div className="grid" aria-hidden="true">
          {widths.map((width) => (
            <div key={width} className="tile">
              <span className="pic ghost-pic" />
              <span className="caption">
                <span className="ghost" style={{ width: `${width}%` }} />
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
