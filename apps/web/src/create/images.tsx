import type { AssetRole } from '@proofsheet/client';
import { useEffect, useRef, useState } from 'react';
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
  // Where the focus goes when the button that had it is removed.
  const rows = useRef<HTMLUListElement>(null);
  usePastedFiles(uploads.add);
  return (
    <section className="images" aria-label="Images">
      <DropZone
        className="drop"
        // Whatever it is: what is refused is told why.
        getDropOperation={() => 'copy'}
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
      <ul className="uploads" ref={rows} tabIndex={-1} aria-label="Uploads">
        {uploads.list.map((upload) => (
          <Row
            key={upload.id}
            upload={upload}
            onRole={(role) => uploads.setRole(upload.id, role)}
            onRemove={() => {
              uploads.remove(upload.id);
              rows.current?.focus();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

/** Wherever on the page the focus is. */
function usePastedFiles(add: Uploads['add']): void {
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => latest.current([...(clipboardData?.files ?? [])]);
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}

interface RowProps {
  readonly upload: Upload;
  readonly onRole: (role: AssetRole) => void;
  readonly onRemove: () => void;
}

function Row({ upload, onRole, onRemove }: RowProps) {
  const { name, address, role, state, share, reason } = upload;
  const [readable, setReadable] = useState(true);
  return (
    <li className={`upload ${state}`}>
      {readable ? <img src={address} alt="" onError={() => setReadable(false)} /> : <span className="unreadable" />}
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
      {state === 'refused' ? null : <Role role={role} name={name} onChange={onRole} />}
      <Button className="icon" aria-label={`Remove ${name}`} onPress={onRemove}>
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
