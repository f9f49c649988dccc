/** Frases de respuestas que Alcove escribe por sí mismo. */
import type { answers as english } from '../en/answers.ts'

export const answers = {
  'catalogue.files': '{total|Un archivo|# archivos} {held}{what}.',
  'catalogue.none': 'Ningún archivo {held}{what}.',
  'catalogue.none-fits': 'Ningún archivo corresponde.',
  'catalogue.with-phrase': '{files|contiene|contienen} «{words}»',
  'catalogue.with-words': '{files|contiene|contienen} todas las palabras de «{words}» en un mismo pasaje',
  'catalogue.of-kind': ', contando como «{kind}» lo que así se llama en nombre, carpeta, título o primeras líneas',
  'catalogue.passages': '«{words}» aparece en {total|un pasaje|# pasajes} de {files|un archivo|# archivos}.',
  'catalogue.kind-unknown': 'Ningún archivo se llama «{kind}» ni empieza así, por lo que se contaron archivos de todos los tipos.',
  'catalogue.dated': 'Las fechas son las del último cambio en el disco.',
  'catalogue.copies':
    '{copies|Otro archivo más tiene los mismos bytes que uno de estos y no se cuenta|Otros # archivos tienen los mismos bytes que uno de estos y no se cuentan}.',
  'catalogue.unread': '{unread|Un archivo no se ha leído, o aún no, y no se pudo|# archivos no se han leído, o aún no, y no se pudieron} examinar.',
  'catalogue.newest': 'El más reciente es {file}, con su último cambio el {date}.',
  'catalogue.oldest': 'El más antiguo es {file}, con su último cambio el {date}.',
  'catalogue.others': '{others|Sigue otro archivo|Siguen otros # archivos}.',
  'catalogue.among': '{question} (entre los archivos de «{before}»)',
  'catalogue.further': '{count|Un archivo más está|# archivos más están} en la lista completa.',
  'catalogue.leading': 'No hay ningún modelo elegido, así que estas son las frases con que empieza cada sección, palabra por palabra.',
  'catalogue.compared-by-words': 'No hay ningún modelo elegido, así que estas son frases de los archivos que se parecen entre sí, palabra por palabra.',
  'catalogue.together': 'En conjunto',
  'catalogue.same': 'Igual:',
  'catalogue.differs': 'Distinto:',
  'catalogue.only-in': 'Solo en {file}:',
  'catalogue.further-sentences': '{count|Otra pareja de frases se parece|Otras # parejas de frases se parecen}.',

  'catalogue.step-count': 'Contando',
  'catalogue.step-summarise': 'Resumiendo',
  'catalogue.step-compare': 'Comparando',
  'catalogue.step-join': 'Reuniendo las partes',
} as const satisfies Record<keyof typeof english, string>
