/** Sentences of answers that Alcove writes itself, in French. Keys start with `catalogue.`. */
import type { answers as english } from '../en/answers.ts'

export const answers = {
  'catalogue.files': '{total|# fichier|# fichiers} {held}{what}.',
  'catalogue.none': 'Aucun fichier {held}{what}.',
  'catalogue.none-fits': 'Aucun fichier ne correspond.',
  'catalogue.with-phrase': '{files|avec|avec} « {words} »',
  'catalogue.with-words': '{files|avec|avec} tous les mots de « {words} » dans un même passage',
  'catalogue.with-any': '{files|avec|avec} l’un ou l’autre de « {words} »',
  'catalogue.of-kind': ', au titre de « {kind} » d’après le nom, le dossier, le titre ou les premières lignes',
  'catalogue.passages': '« {words} » figure dans {total|# passage|# passages} de {files|# fichier|# fichiers}.',
  'catalogue.kind-unknown': 'Aucun fichier ne s’appelle « {kind} » ni ne commence ainsi ; les fichiers de tout type ont donc été comptés.',
  'catalogue.period': 'Période : {period}, d’après la dernière modification sur le disque.',
  'catalogue.period-own': 'Période : {period}, d’après la date du document.',
  'catalogue.period-none': 'Période : {period}, d’après la dernière modification sur le disque, car aucun document ne porte de date.',
  'catalogue.period-some':
    'Période : {period} ; {carried|# fichier|# fichiers} d’après la date du document, {disk|#|#} d’après la dernière modification sur le disque.',
  'catalogue.since': 'depuis le {date}',
  'catalogue.until': 'jusqu’au {date}',
  'catalogue.size-from': 'Seuls les fichiers de {size} ou plus ont été comptés.',
  'catalogue.size-to': 'Seuls les fichiers de moins de {size} ont été comptés.',
  'catalogue.within': 'Seuls les fichiers de « {question} » ont été comptés.',
  'catalogue.copies':
    '{copies|# autre fichier a le même contenu que l’un de ceux-ci et n’est pas compté|# autres fichiers ont le même contenu que l’un de ceux-ci et ne sont pas comptés}.',
  'catalogue.unread':
    '{unread|# fichier n’a pas été lu, ou pas encore, et n’a pas pu être examiné|# fichiers n’ont pas été lus, ou pas encore, et n’ont pas pu être examinés}.',
  'catalogue.newest': 'Le plus récent est {file}, modifié le {date}.',
  'catalogue.oldest': 'Le plus ancien est {file}, modifié le {date}.',
  'catalogue.largest': 'Le plus gros est {file}, {size}.',
  'catalogue.smallest': 'Le plus petit est {file}, {size}.',
  'catalogue.others': '{others|# autre fichier suit|# autres fichiers suivent}.',
  'catalogue.among': '{question} (parmi les fichiers de « {before} »)',
  'catalogue.further': '{count|# autre fichier figure|# autres fichiers figurent} dans la liste complète.',
  'catalogue.leading': 'Aucun modèle n’est choisi ; voici donc les phrases par lesquelles commence chaque section, mot pour mot.',
  'catalogue.compared-by-words': 'Aucun modèle n’est choisi ; voici donc des phrases des fichiers qui se ressemblent, mot pour mot.',
  'catalogue.together': 'Dans l’ensemble',
  'catalogue.same': 'Identique :',
  'catalogue.differs': 'Différent :',
  'catalogue.only-in': 'Seulement dans {file} :',
  'catalogue.further-sentences': '{count|# autre paire de phrases est semblable|# autres paires de phrases sont semblables}.',

  'catalogue.step-count': 'Comptage',
  'catalogue.step-summarise': 'Résumé',
  'catalogue.step-compare': 'Comparaison',
  'catalogue.step-join': 'Assemblage des parties',
} as const satisfies Record<keyof typeof english, string>
