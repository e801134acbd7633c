import type { AssetRole } from '@proofsheet/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { DropZone, Text, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Failure } from '../controls/failure.tsx';
import { AssetGrid } from '../images/asset-grid.tsx';
import { UploadTray } from '../images/upload-tray.tsx';
import { type AssetFilters, assetsQuery, readAssetFilters } from '../server/assets.ts';
import { ChooseFiles } from '../uploads/choose-files.tsx';
import { usePastedFiles } from '../uploads/use-pasted-files.ts';
import { useUploads } from '../uploads/use-uploads.ts';
import '../styles/uploads.css';
import '../styles/images.css';

const ALL = 'ALL';
const SHOWN: Readonly<Record<AssetRole, string>> = {
  PERSON: 'People',
  PRODUCT: 'Products',
  LOGO: 'Logos',
  BACKGROUND: 'Backgrounds',
};

/** Every uploaded image, the newest first. Files are dropped anywhere on the page. */
export function ImagesPage() {
  const filters = useSearch({ from: '/signed-in/images' });
  const uploads = useUploads('images');
  usePastedFiles(uploads.add);
  const list = useInfiniteQuery(assetsQuery(filters));
  const assets = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  return (
    <DropZone className="images-page" getDropOperation={() => 'copy'} onDrop={({ items }) => void uploads.drop(items)}>
      <title>Images · Proofsheet</title>
      <Text slot="label" className="unseen">
        Drop photographs, products and logos
      </Text>
      <div className="head">
        <h1>Images</h1>
        <div className="filters">
          <RoleFilter {...filters} />
          <ChooseFiles look="main" onFiles={uploads.add} />
        </div>
      </div>
      <UploadTray uploads={uploads} />
      {list.error ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      {list.isSuccess && assets.length === 0 ? <Nothing filtered={filters.role !== undefined} /> : null}
      {assets.length > 0 ? (
        <AssetGrid
          key={filters.role}
          view={filters.role ?? ALL}
          assets={assets}
          more={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => list.fetchNextPage()}
        />
      ) : null}
      <span className="drop-hint" aria-hidden="true">
        Drop to upload
      </span>
    </DropZone>
  );
}

function RoleFilter({ role }: AssetFilters) {
  const navigate = useNavigate();
  return (
    <ToggleButtonGroup
      aria-label="What they show"
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[role ?? ALL]}
      onSelectionChange={([key]) => navigate({ to: '/images', search: readAssetFilters({ role: key }), replace: true })}
    >
      <ToggleButton id={ALL}>All</ToggleButton>
      {Object.entries(SHOWN).map(([key, shown]) => (
        <ToggleButton key={key} id={key}>
          {shown}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <div className="empty">
        <p>No image shows this.</p>
        <Link to="/images">Show all</Link>
      </div>
    );
  return (
    <div className="empty">
      <h2>Drop your first photographs here</h2>
      <p>Or paste them, or choose files. People, products, logos and backgrounds are told apart by themselves.</p>
    </div>
  );
}
