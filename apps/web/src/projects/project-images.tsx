import type { Asset, Project } from '@proofsheet/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DropZone } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { AssetPicture } from '../images/asset-picture.tsx';
import { UploadTray } from '../images/upload-tray.tsx';
import { projectAssetsQuery } from '../server/projects.ts';
import { ChooseFiles } from '../uploads/choose-files.tsx';
import { ROLES } from '../uploads/role-select.tsx';
import { uploadsOf } from '../uploads/upload.ts';
import { usePastedFiles } from '../uploads/use-pasted-files.ts';
import { useUploads } from '../uploads/use-uploads.ts';
import '../styles/uploads.css';
import '../styles/images.css';

const TILE_WIDTH = 240;

/** The uploads of the project, and a place for more. */
export function ProjectImages({ project: { id } }: { readonly project: Project }) {
  const list = useInfiniteQuery(projectAssetsQuery(id));
  const assets = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const uploads = useUploads(uploadsOf(id));
  usePastedFiles(uploads.add);
  return (
    <DropZone
      className="image-drop"
      aria-label="Drop images here"
      getDropOperation={() => 'copy'}
      onDrop={({ items }) => void uploads.drop(items)}
    >
      <div className="image-actions">
        <ChooseFiles onFiles={uploads.add} />
      </div>
      <UploadTray uploads={uploads} />
      {list.error ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      {list.isSuccess && assets.length === 0 ? (
        <div className="empty">
          <h2>No images yet</h2>
          <p>Drop photographs, products and logos here.</p>
        </div>
      ) : null}
      <ul className="image-tiles">
        {assets.map((asset) => (
          <Tile key={asset.id} asset={asset} />
        ))}
      </ul>
      {list.hasNextPage ? <Button onPress={() => list.fetchNextPage()}>Show more</Button> : null}
    </DropZone>
  );
}

function Tile({ asset }: { readonly asset: Asset }) {
  const { id, originalName, role, status, error } = asset;
  return (
    <li>
      <Link to="/images/$id" params={{ id }} className="image-tile" title={originalName}>
        {status === 'REJECTED' ? (
          <span className="image-missing no-cover">{error?.message}</span>
        ) : (
          <AssetPicture asset={asset} width={TILE_WIDTH} />
        )}
        <bdi className="image-tile-name">{originalName}</bdi>
        <span className="facts">{ROLES[role]}</span>
      </Link>
    </li>
  );
}
