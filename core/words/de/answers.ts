/** Sentences of answers that Alcove writes itself, in German. Keys start with `catalogue.`. */
import type { answers as english } from '../en/answers.ts'

export const answers = {
  'catalogue.files': '{total|Eine Datei|# Dateien} {held}{what}.',
  'catalogue.none': 'Keine Datei {held}{what}.',
  'catalogue.none-fits': 'Keine Datei passt.',
  'catalogue.with-phrase': '{files|enthält|enthalten} „{words}“',
  'catalogue.with-words': '{files|enthält|enthalten} alle Wörter von „{words}“ in einer Passage',
  'catalogue.of-kind': ', nach Name, Ordner, Titel oder ersten Zeilen als „{kind}“ gezählt',
  'catalogue.passages': '„{words}“ steht in {total|einer Passage|# Passagen} aus {files|einer Datei|# Dateien}.',
  'catalogue.kind-unknown': 'Keine Datei heißt „{kind}“ oder beginnt so, darum wurden Dateien jeder Art gezählt.',
  'catalogue.dated': 'Daten sind die der letzten Änderung auf dem Datenträger.',
  'catalogue.copies':
    '{copies|Eine weitere Datei hat denselben Inhalt wie eine von diesen und ist|# weitere Dateien haben denselben Inhalt wie eine von diesen und sind} nicht mitgezählt.',
  'catalogue.unread': '{unread|Eine Datei wurde|# Dateien wurden} nicht oder noch nicht gelesen und {unread|konnte|konnten} nicht angesehen werden.',
  'catalogue.newest': 'Die neueste ist {file}, zuletzt geändert am {date}.',
  'catalogue.oldest': 'Die älteste ist {file}, zuletzt geändert am {date}.',
  'catalogue.others': '{others|Eine weitere Datei folgt|# weitere Dateien folgen}.',
  'catalogue.among': '{question} (unter den Dateien von „{before}“)',
  'catalogue.further': '{count|Eine weitere Datei steht|# weitere Dateien stehen} in der vollständigen Liste.',
  'catalogue.leading': 'Kein Modell ist gewählt, darum sind dies die Sätze, mit denen die Abschnitte beginnen, Wort für Wort.',
  'catalogue.compared-by-words': 'Kein Modell ist gewählt, darum sind dies Sätze der Dateien, die einander ähneln, Wort für Wort.',
  'catalogue.together': 'Alles zusammen',
  'catalogue.same': 'Gleich:',
  'catalogue.differs': 'Nicht gleich:',
  'catalogue.only-in': 'Nur in {file}:',
  'catalogue.further-sentences': '{count|Ein weiteres Satzpaar ist|# weitere Satzpaare sind} gleich.',

  'catalogue.step-count': 'Zählen',
  'catalogue.step-summarise': 'Zusammenfassen',
  'catalogue.step-compare': 'Vergleichen',
  'catalogue.step-join': 'Teile zusammenfügen',
} as const satisfies Record<keyof typeof english, string>
