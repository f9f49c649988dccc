/** Writes the two sample documents that are not text: `node scripts/make-samples.mjs`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/steps.mjs'
import { writeDocx } from './lib/write-docx.mjs'
import { writePdf } from './lib/write-pdf.mjs'

const rules = [
  { heading: 'Rules of the Fernhill Allotment Society' },
  { paragraph: 'Agreed by the members on 6 November 2024 and in force since 1 January 2025.' },
  { heading: '1. Members', level: 2 },
  { paragraph: 'Anyone who lives within five kilometres of the gardens may become a member. Members pay 15 euros a year, plot holders included.' },
  { heading: '2. Plots and rent', level: 2 },
  { paragraph: 'A plot is rented for one year from 1 February. The rent is due in January and covers water.' },
  {
    rows: [
      ['Kind of plot', 'Size', 'Rent per year'],
      ['Full plot', '250 square metres', '96 euros'],
      ['Half plot', '125 square metres', '54 euros'],
      ['Raised bed', '6 square metres', '12 euros'],
    ],
  },
  { paragraph: 'A plot that has not been worked by the end of May is given to the next person on the waiting list after one written warning.' },
  { heading: '3. Sheds and fires', level: 2 },
  { paragraph: 'One shed of up to six square metres may stand on a full plot. Nobody may live in it or sleep there for more than one night.' },
  { paragraph: 'Bonfires are allowed from 1 October to 31 March, never on a Sunday, and must be watched until they are out.' },
  { heading: '4. Animals', level: 2 },
  { paragraph: 'Up to four hens may be kept on a full plot. Cocks may not. Dogs stay on a lead on the shared paths.' },
  { heading: '5. Leaving', level: 2 },
  { paragraph: 'Whoever gives up a plot tells the treasurer by the end of October. The deposit of 50 euros is paid back when the plot has been cleared.' },
]

const months = [
  ['Month', 'Mains water', 'Rain tanks', 'Rainfall'],
  ['April', '21 m³', '9 m³', '48 mm'],
  ['May', '64 m³', '14 m³', '31 mm'],
  ['June', '118 m³', '11 m³', '22 mm'],
  ['July', '143 m³', '6 m³', '17 mm'],
  ['August', '97 m³', '12 m³', '55 mm'],
  ['September', '38 m³', '16 m³', '71 mm'],
]

const water = {
  title: 'Water report 2025',
  pages: [
    [
      { heading: 'Water report 2025', size: 22 },
      { paragraph: 'Fernhill Allotment Society. Written by Mina Petrov for the members’ meeting in January 2026.'.replace('’', "'") },
      { heading: 'In short' },
      {
        paragraph:
          'The gardens used 481 cubic metres of mains water in 2025, a tenth less than the year before, although the summer was drier. The second rain tank, which was ordered in October, will save about 60 cubic metres a year.',
      },
      { paragraph: 'The water bill came to 1,154 euros. That is 24 euros for each full plot and is covered by the rent.' },
    ],
    [
      { heading: 'Month by month' },
      {
        paragraph:
          'The meters at the two gates are read on the last day of each month. July was the month with the highest use; on 12 July alone eleven cubic metres ran through the meters.',
      },
      { rows: months, columns: [0, 110, 220, 330] },
      { paragraph: 'From October to March the mains supply is shut off so that the pipes do not freeze.' },
    ],
    [
      { heading: 'Leaks and repairs' },
      {
        paragraph:
          'A split pipe beside plot 23 lost an estimated 19 cubic metres before it was found on 3 August. It was replaced by the members themselves in one afternoon; the parts cost 87 euros.',
      },
      { heading: 'What we propose' },
      {
        paragraph:
          'Every plot should have a water butt of at least 200 litres by the end of 2027. The society buys them together at 35 euros each, which is half the price in the shops.',
      },
      { paragraph: 'Mulch the beds: the six plots that were mulched with straw used a third less water than their neighbours.' },
    ],
  ],
}

writeFileSync(join(root, 'samples', 'Society rules.docx'), writeDocx(rules))
writeFileSync(join(root, 'samples', 'Water report 2025.pdf'), writePdf(water))
