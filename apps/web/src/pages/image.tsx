import type { WholeAsset } from '@proofsheet/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { CutoutEditor } from '../images/cutout-editor.tsx';
import { DeleteImage } from '../images/delete-image.tsx';
import { FocusEditor } from '../images/focus-editor.tsx';
import { assetDownload, assetQuery, correctAsset } from '../server/assets.ts';
import { isGone } from '../server/client.ts';
import { RoleSelect } from '../uploads/role-select.tsx';
import { useUploads } from '../uploads/use-uploads.ts';
import { NothingHere } from './not-found.tsx';
import '../styles/uploads.css';
import '../styles/images.css';
import '../styles/image.css';

/** One image: what it shows, where the eye goes, and its cut-out. */
export function ImagePage() {
  const { id } = useParams({ from: '/signed-in/images/$id' });
  const { data: asset, error, refetch } = useQuery(assetQuery(id));
  if (isGone(error)) return <NothingHere />;
  if (!asset) return error ? <Failure error={error} again={() => refetch()} /> : null;
  return (
    <>
      <title>{`${asset.originalName} · Proofsheet`}</title>
      <Head asset={asset} />
      {asset.error ? (
        <div className="failure" role="alert">
          <p>{asset.error.message}</p>
        </div>
      ) : null}
      {asset.status === 'PENDING' ? <p role="status">It is being looked at. That takes a few seconds.</p> : null}
      {asset.analysis ? (
        <Tabs className="image-tabs">
          <TabList aria-label="What to look at" className="segments">
            <Tab id="cutout">Cut-out</Tab>
            <Tab id="focus">Focus</Tab>
          </TabList>
          <TabPanel id="cutout" className="image-panel" shouldForceMount>
            <CutoutEditor asset={asset} />
          </TabPanel>
          <TabPanel id="focus" className="image-panel">
            <FocusEditor asset={asset} />
          </TabPanel>
        </Tabs>
      ) : null}
    </>
  );
}

function Head({ asset }: { readonly asset: WholeAsset }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const order = useUploads('order');
  const saying = useMutation({
    mutationFn: (role: WholeAsset['role']) => correctAsset(asset.id, { role }),
    onSuccess(changed) {
      queries.setQueryData(assetQuery(asset.id).queryKey, changed);
      return queries.invalidateQueries({ queryKey: ['assets'] });
    },
  });
  const { originalName, width, height, bytes, createdAt } = asset;
  const day = new Date(createdAt).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <div className="head">
      <div>
        <p className="over">
          <Link to="/images">Images</Link>
        </p>
        <h1 className="image-name">
          <bdi>{originalName}</bdi>
        </h1>
        <p className="over">{`${width} × ${height} · ${sizeInWords(bytes)} · ${day}`}</p>
      </div>
      <div className="filters">
        <RoleSelect
          role={saying.variables ?? asset.role}
          name={originalName}
          onChange={(role) => saying.mutate(role)}
        />
        <DeleteImage asset={asset} />
        <a className="button" href={assetDownload(asset)} download>
          Download
        </a>
        {asset.status === 'REJECTED' ? null : (
          <Button
            look="main"
            onPress={() => {
              order.use(asset);
              void navigate({ to: '/create' });
            }}
          >
            Use in a picture
          </Button>
        )}
      </div>
    </div>
  );
}

function sizeInWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
