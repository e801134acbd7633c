import type { Asset } from '@proofsheet/client';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import {
  Collection,
  GridLayout,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  Size,
  Virtualizer,
} from 'react-aria-components';
import { CellLink } from '../grid/cell-link.tsx';
import { useReturn } from '../grid/use-return.ts';
import { useScrollbar } from '../grid/use-scrollbar.ts';
import { ROLES } from '../uploads/role-select.tsx';
import { AssetPicture } from './asset-picture.tsx';

interface AssetGridProps {
  /** Which images these are, among all that are shown somewhere. */
  readonly view: string;
  readonly assets: readonly Asset[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
}

const WIDEST = 240;
const TILES = {
  minItemSize: new Size(148, 148),
  maxItemSize: new Size(WIDEST, WIDEST),
  minSpace: new Size(8, 8),
  preserveAspectRatio: true,
};

/** All images in tiles of one size. Enter or a click opens one. */
export function AssetGrid({ view, assets, more, loading, onMore }: AssetGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  useScrollbar(scroller);
  useReturn(scroller, `images ${view}`);
  const navigate = useNavigate();
  return (
    <Virtualizer layout={GridLayout} layoutOptions={TILES}>
      <GridList
        ref={scroller}
        aria-label="Images"
        layout="grid"
        className="grid"
        selectionMode="none"
        keyboardNavigationBehavior="tab"
        onAction={(key) => navigate({ to: '/images/$id', params: { id: `${key}` } })}
      >
        <Collection items={assets}>
          {(asset) => (
            <GridListItem
              id={asset.id}
              textValue={`${asset.originalName}, ${ROLES[asset.role]}`}
              className="cell asset-cell"
            >
              <CellLink href={`/images/${asset.id}`}>
                <AssetPicture asset={asset} width={WIDEST} />
                <span className="caption">
                  <bdi className="caption-name" title={asset.originalName}>
                    {asset.originalName}
                  </bdi>
                  <span>{ROLES[asset.role]}</span>
                </span>
                {asset.status === 'REJECTED' ? <span className="asset-note">Cannot be used</span> : null}
                {asset.status === 'PENDING' ? <span className="asset-note">Looked at …</span> : null}
              </CellLink>
            </GridListItem>
          )}
        </Collection>
        {more ? (
          <GridListLoadMoreItem className="loader" isLoading={loading} onLoadMore={onMore} scrollOffset={2}>
            Loading more …
          </GridListLoadMoreItem>
        ) : null}
      </GridList>
    </Virtualizer>
  );
}
