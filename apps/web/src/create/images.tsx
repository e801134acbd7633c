import type { AssetRole } from '@proofsheet/client';
import {
  Button,
  DropZone,
  type FileDropItem,
  FileTrigger,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  ProgressBar,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import type { Upload, Uploads } from './uploads.ts';

const ROLES: Readonly<Record<AssetRole, string>> = {
  PERSON: 'Person',
  PRODUCT: 'Product',
  LOGO: 'Logo',
  BACKGROUND: 'Background',
};

/** Images are dropped, pasted or chosen here; each has a role that is easily changed. */
export function Images({ uploads }: { readonly uploads: Uploads }) {
  return (
    <section className="images" aria-label="Images">
      <DropZone
        className="drop"
        getDropOperation={(types) =>
          ['image/jpeg', 'image/png', 'image/webp'].some((type) => types.has(type)) ? 'copy' : 'cancel'
        }
        onDrop={async ({ items }) => {
          const files = items.filter((item): item is FileDropItem => item.kind === 'file');
          uploads.add(await Promise.all(files.map((item) => item.getFile())));
        }}
      >
        <Text slot="label">Drop or paste photographs, products and logos</Text>
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['image/jpeg', 'image/png', 'image/webp', 'image/heic']}
          onSelect={(files) => uploads.add([...(files ?? [])])}
        >
          <Button className="button plain">Choose files</Button>
        </FileTrigger>
      </DropZone>
      <ul className="uploads">
        {uploads.list.map((upload) => (
          <Row key={upload.id} upload={upload} uploads={uploads} />
        ))}
      </ul>
    </section>
  );
}

function Row({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) {
  const { id, name, address, role, state, share, reason } = upload;
  return (
    <li className={`upload ${state}`}>
      <img src={address} alt="" />
      <span className="upload-name">
        {name}
        {state === 'coming' ? (
          <ProgressBar aria-label={`Uploading ${name}`} value={share * 100} className="progress">
            <span className="track">
              <span className="fill" style={{ width: `${share * 100}%` }} />
            </span>
          </ProgressBar>
        ) : null}
        {reason ? <span role="alert">{reason}</span> : null}
      </span>
      {state === 'refused' ? null : <Role role={role} name={name} onChange={(chosen) => uploads.setRole(id, chosen)} />}
      <Button className="icon" aria-label={`Remove ${name}`} onPress={() => uploads.remove(id)}>
        ×
      </Button>
    </li>
  );
}

interface RoleProps {
  readonly role: AssetRole;
  readonly name: string;
  readonly onChange: (role: AssetRole) => void;
}

function Role({ role, name, onChange }: RoleProps) {
  return (
    <Select className="select" value={role} onChange={(chosen) => onChange(chosen as AssetRole)}>
      <Label className="unseen">What {name} shows</Label>
      <Button className="button plain">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox>
          {Object.entries(ROLES).map(([value, shown]) => (
            <ListBoxItem key={value} id={value} className="option">
              {shown}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
