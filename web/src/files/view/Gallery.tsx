/** The gallery: square pictures side by side, as large as one wants them, and names when they are looked for. */
import type { FileResponse } from '@canopy/contract';
import { memo, type SyntheticEvent, useState } from 'react';
import { usePreferences } from '../../device/index.ts';
import { FileIcon } from '../KindIcon.tsx';
import { usePicture } from '../pictures.ts';
import { galleryWidth } from './gallery-width.ts';
import { type TileProps, TileStage, type TilesProps, tileAttributes } from './TileStage.tsx';
import './gallery.css';

/** Smaller tiles have no room for a name or a box: there are so many of them that each may only be a few elements. */
const roomForNames = 96;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Gallery(props: TilesProps) {
  const names = usePreferences((state) => state.galleryNames);
  const width = props.tile ?? galleryWidth.usual;
  const isRoomy = width >= roomForNames;
  return (
    <TileStage
      {...props}
      gridClass={['gallery', names && 'with-names'].filter(Boolean).join(' ')}
      tileStyle={{ '--shot': `${width}px` }}
      Tile={isRoomy ? Shot : SmallShot}
    />
  );
}

const Shot = memo(function Shot(props: TileProps) {
  const { file, isSelected } = props;
  return (
    <div {...tileAttributes(props, props.isLate ? 'shot is-late' : 'shot', file.name)}>
      <Look file={file} />
      {props.renameField ?? (
        <span className="name" dir="auto">
          {file.name}
        </span>
      )}
      <span className={isSelected ? 'check pick on' : 'check pick'} aria-hidden="true" />
    </div>
  );
});

const SmallShot = memo(function SmallShot(props: TileProps) {
  const { file } = props;
  return (
    <div {...tileAttributes(props, props.isLate ? 'shot small is-late' : 'shot small', file.name)} title={file.name}>
      <Look file={file} />
      {props.renameField}
    </div>
  );
});

/** A picture much longer than it is wide, or the other way, would lose most of itself in a square. */
const mostCut = 16 / 9 + 0.01;

/** The picture fills its square; where too much of it would be cut off, it is shown whole. */
function Look({ file }: { file: FileResponse }) {
  const picture = usePicture(file);
  const [failed, setFailed] = useState<string>();
  const [isLong, setIsLong] = useState(false);
  if (!picture || failed === picture) return <FileIcon file={file} />;
  const onLoad = ({
    currentTarget: { naturalWidth: width, naturalHeight: height },
  }: SyntheticEvent<HTMLImageElement>) => setIsLong(Math.max(width, height) > mostCut * Math.min(width, height));
  return (
    <img
      className={isLong ? 'look whole' : 'look'}
      src={picture}
      alt=""
      decoding="async"
      draggable={false}
      onLoad={onLoad}
      onError={() => setFailed(picture)}
    />
  );
}
