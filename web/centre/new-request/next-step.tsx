import { Link } from 'wouter';
import { Button } from '../../app/components/button.tsx';
import { focusFirstFault } from '../../app/components/first-fault.ts';
import { useLanguage } from '../language.ts';

export function NextStep({ onPress }: { readonly onPress: () => void }) {
  const { fresh } = useLanguage().words.requests;
  return (
    <div className="buttons">
      <Button
        tone="main"
        onPress={() => {
          onPress();
          focusFirstFault();
        }}
      >
        {fresh.next}
      </Button>
      <Link href="/requests/new" className="button">
        {fresh.back}
      </Link>
    </div>
  );
}
