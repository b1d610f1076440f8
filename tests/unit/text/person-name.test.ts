import { expect, test } from 'vitest';
import { splitPersonName } from '@/utils/text/person-name';

test.each([
  ['Ann Field', 'Field', 'Ann', ''],
  ['Gina Roberts-Grey', 'Roberts-Grey', 'Gina', ''],
  ['Anna B. Carter', 'Carter', 'Anna B.', ''],
  ['J.R.R. Tolkien', 'Tolkien', 'J.R.R.', ''],
  ['Sinéad O’Connor', 'O’Connor', 'Sinéad', ''],
  ['Ludwig van Beethoven', 'van Beethoven', 'Ludwig', ''],
  ['Simone de Beauvoir', 'de Beauvoir', 'Simone', ''],
  ['Vincent van der Meer', 'van der Meer', 'Vincent', ''],
  ['Martin Luther King, Jr.', 'King', 'Martin Luther', 'Jr.'],
  ['Martin Luther King Jr.', 'King', 'Martin Luther', 'Jr.'],
  ['Field, Ann', 'Field', 'Ann', ''],
  ['García Márquez, Gabriel', 'García Márquez', 'Gabriel', ''],
  ['Le Goff, Hélène', 'Le Goff', 'Hélène', ''],
  ['La Fontaine, Jean de', 'La Fontaine', 'Jean de', ''],
  ['De Los Reyes García, María', 'De Los Reyes García', 'María', ''],
  ['Du Bois, Paul', 'Du Bois', 'Paul', ''],
  ['El Amrani, Nadia', 'El Amrani', 'Nadia', ''],
  ['NATALIYA VASILYEVA', 'VASILYEVA', 'NATALIYA', ''],
  ['Hélène Le Goff', 'Le Goff', 'Hélène', ''],
  ['Jean-Marie La Fontaine', 'La Fontaine', 'Jean-Marie', ''],
  ['Paul Du Bois', 'Du Bois', 'Paul', ''],
  ['Robert De Niro', 'De Niro', 'Robert', ''],
  ['Vincent Van Der Meer', 'Van Der Meer', 'Vincent', ''],
  ['ANNA VON BERG', 'VON BERG', 'ANNA', ''],
  ['María De Los Reyes García', 'De Los Reyes García', 'María', ''],
  ['Nadia El Amrani', 'El Amrani', 'Nadia', ''],
  ['Iain Mac Gregor', 'Mac Gregor', 'Iain', ''],
  ['Van Morrison', 'Morrison', 'Van', ''],
  ['María José de los Reyes García', 'de los Reyes García', 'María José', ''],
])('splits %s', (name, family, given, suffix) => {
  expect(splitPersonName(name)).toEqual({ family, given, suffix });
});

test.each([
  ['a single word', 'Reuters'],
  ['a user name', 'jnovo22'],
  ['an organisation', 'The Lake Times'],
  ['an organisation with an article', 'Le Monde'],
  ['a company with an article', 'La Poste'],
  ['a French newspaper of three words', 'Le Nouveau Courrier'],
  ['a Dutch newspaper', 'De Standaard'],
  ['a Spanish newspaper', 'El País'],
  ['a newspaper with its desk', 'Le Nouveau Courrier, Service Politique'],
  ['a high council', 'Haut Conseil pour le Climat'],
  ['a bank with a particle', 'Banque De France'],
  ['a desk', 'Reuters Staff'],
  ['an office', 'Department of Health'],
  ['an organisation with a conjunction', 'Simon & Partners'],
  ['an office of statistics', 'National Statistics'],
  ['an agency with an article', 'L’Agence Bio'],
  ['a French ministry', 'Ministère de la Culture'],
  ['a French council', 'Conseil Supérieur'],
  ['a German office', 'Statistisches Bundesamt'],
  ['a German ministry', 'Bundesministerium der Finanzen'],
  ['a Spanish institute', 'Instituto Nacional de Estadística'],
  ['a Spanish bank', 'Banco de España'],
  ['a union of states', 'United Nations'],
  ['more words than a name has', 'Friends Of Green Rivers Everywhere'],
  ['a Chinese name', '肖春芳'],
  ['a Japanese name with a space', '山田 太郎'],
  ['a sentence', 'Ann Field is a freelance producer based in Seoul'],
  ['three names', 'Ann Field, Bo Marsh, Cy Reed'],
  ['nothing', ''],
])('leaves %s whole', (_name, name) => {
  expect(splitPersonName(name)).toBeNull();
});

test('leaves an author whole who has the name of the site', () => {
  expect(splitPersonName('Lake Watch', 'lake watch')).toBeNull();
  expect(splitPersonName('Ann Field', 'Lake Watch')).not.toBeNull();
  expect(splitPersonName('Le Courrier, Paris', 'Le Courrier')).toBeNull();
});
