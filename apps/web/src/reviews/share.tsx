import { useQuery } from '@tanstack/react-query';
import { Dialog, DialogTrigger, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { reviewLinksQuery } from '../server/reviews.ts';
import { NewLink } from './new-link.tsx';
import { ReviewLinkRow } from './review-link-row.tsx';
import { OpenComments } from './said-of.tsx';
import '../styles/review.css';

/** Links to the proof sheet for people without an account: made, copied once, and taken back. */
export function Share({ generationId }: { readonly generationId: string }) {
  return (
    <DialogTrigger>
      <Button>
        Share
        <OpenComments generationId={generationId} />
      </Button>
      <Overlay className="overlay" isDismissable>
        <Modal className="modal share">
          <Dialog>
            {({ close }) => (
              <>
                <Heading slot="title">Share for review</Heading>
                <p className="facts">
                  Whoever has the link sees these pictures, approves, rejects and comments. They need no account, and
                  see nothing else of yours.
                </p>
                <NewLink generationId={generationId} />
                <Links generationId={generationId} />
                <div className="actions">
                  <Button onPress={close}>Close</Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </Overlay>
    </DialogTrigger>
  );
}

function Links({ generationId }: { readonly generationId: string }) {
  const { data: links = [], error, refetch } = useQuery(reviewLinksQuery(generationId));
  if (error) return <Failure error={error} again={refetch} />;
  if (links.length === 0) return null;
  return (
    <div className="review-links">
      <h3>Links</h3>
      <ul>
        {links.map((link) => (
          <ReviewLinkRow key={link.id} link={link} />
        ))}
      </ul>
    </div>
  );
}
