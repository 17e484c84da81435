/** The grid: pictures with a caption of two lines. */
import { memo } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { FileName } from '../FileName.tsx';
import { isFolder } from '../kinds.ts';
import { Picture } from '../Picture.tsx';
import { ShareMark } from '../ShareMark.tsx';
import { TagDots } from '../TagDots.tsx';
import { type TileProps, TileStage, type TilesProps, tileAttributes } from './TileStage.tsx';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function FileTiles(props: TilesProps) {
  return <TileStage {...props} gridClass="grid" Tile={Tile} />;
}

/* An option holds no control of its own: the box and the dots are for the pointer, keys and the tool row do the same. */
const Tile = memo(function Tile(props: TileProps) {
  const { file, isSelected } = props;
  return (
    <div {...tileAttributes(props, 'tile')}>
      <span className={isSelected ? 'check pick on' : 'check pick'} aria-hidden="true" />
      <span className="tool more" aria-hidden="true">
        <Icon name="more" />
      </span>
      <Picture file={file} />
      <span className="caption">
        {props.renameField ?? <FileName name={file.name} isFolder={isFolder(file)} />}
        <span className="meta num">
          {props.facts(file)}
          <TagDots file={file} />
          <ShareMark file={file} />
        </span>
      </span>
    </div>
  );
});
