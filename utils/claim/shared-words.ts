import { foldName } from './same-names';

/**
 * English and French words for the same, so that a claim and a passage in two languages share
 * words: each row has English words, then French ones. A word that mostly means something else in
 * the other language is in no row, and neither are words that start with the same five letters.
 */
export const WORDS_FOR_THE_SAME: readonly (readonly string[])[] = `
threat menace
claim revendiquer revendication
lift lever levé lève levée
open ouvrir ouvre ouvert ouverte ouverture
close closed fermer ferme fermé fermeture
binding contraignant contraignante
monitor surveiller surveillance
data données
keep conserver garder conservation
price prix
sale sell vendre vend vendu vente
buy purchase acheter achète achat racheter rachat
rate taux
growth croissance
debt dette
spend dépenser dépense
tax impôt
city town ville
law loi
bill texte
votes voix
deputy lawmaker député
court tribunal cour
war guerre
peace paix
army armée
attack attaque attentat
kill tuer tué
death mort
wounded injured blessé
weapon arme
water eau
sea mer
fish poisson
fishing pêche
fisherman pêcheur
boat bateau
ship navire vaisseau
whale baleine
cold froid
winter hiver
summer été
spring printemps
autumn automne
snow neige
salt sel
freeze geler
pipe conduite tuyau canalisation
sewer égout
leak fuite
company firm entreprise société
customer client
market marché
factory plant usine
job emploi
wage salaire
employee staff salarié
work travail
worker travailleur
unemployment chômage
money argent
cost coût coûter
loss perte
income revenu
wealth richesse
poverty pauvreté
help assistance aide aider
child enfant
woman women femme
young jeune
health santé
ministry ministère
minister ministre
department département ministère
defence défense
defense défense
interior intérieur
education éducation
agency agence
institute institut
authority autorité
committee comité
disease maladie
doctor médecin
school école
pupil élève
teacher enseignant
house maison
bridge pont
station gare
plane avion
forest forêt
tree arbre
river fleuve rivière
lake lac
mountain montagne
shore côte
beach plage
island île
month mois
week semaine
day jour
year année
morning matin
night nuit
new nouveau nouvelle
best meilleur
weak faible
need necessary nécessaire besoin
known connu
unknown inconnu
agreement accord
meeting réunion
voter électeur
party parti
seat siège
power pouvoir
right droit
freedom liberté
fine amende
sentence peine
investigation enquête
evidence preuve
research recherche
researcher chercheur
study étude
result résultat
security sécurité
border frontière
refugee réfugié
foreign étranger
screen écran
software logiciel
computer ordinateur
network réseau
file fichier
word mot
learn apprentissage apprendre
chip puce
rocket fusée
space espace
moon lune
impact consequence conséquence
build construire construit
destroy détruire détruit
produce produire produit
remove withdraw retirer retiré
allow permettre permet
prevent empêcher empêche
lose perdre perd perdu
receive recevoir reçoit reçu
give donner
take prendre prend pris
hold tenir tient
show montrer
find trouver
believe croire croit
think penser
ask demander
answer répondre répond
explain expliquer
enter entrer
born naître né
chosen choisir choisi
chairman présider
treasury trésor
trade commerce
borrow emprunter emprunt
oppose opposé
quote citer
store shop magasin
food aliment nourriture
meat viande
heat chaleur chauffage
fire feu incendie
poll sondage
speech discours
newspaper journal
reader lecteur
writer écrivain
player joueur
game jeu
team équipe
winner vainqueur
museum musée
hostage otage
soldier soldat
government gouvernement
sheriff shérif
captive captif
brother frère
sister soeur
mother mère
father père
husband mari
wife épouse
friend ami
member membre adhérent
bed lit
council conseil
state état
chamber chambre
bank banque
white blanc blanche
red rouge
green vert verte
black noir noire
north nord
south sud
east eastern est
west western ouest
kingdom royaume
united uni unis unie unies
cross croix
world monde mondial mondiale
people peuple
office bureau
church église
square place
street rue
tower tour
fund fonds
league ligue
cup coupe
middle moyen
book ouvrage
dog chien
bird oiseau
horse cheval
cow vache
sheep mouton brebis
wheat blé
milk lait
wine vin
beer bière
cheese fromage
apple pomme
grape raisin
farmer agriculteur paysan
crop harvest récolte
drought sécheresse
flood inondation crue
rain pluie
storm tempête orage
fog brouillard
ice glace
dam barrage
road route
motorway highway autoroute
path chemin sentier
railway ferroviaire
subway métro
bicycle bike vélo
truck lorry camion
driver conducteur chauffeur
passenger passager voyageur
traffic circulation trafic
speed vitesse
airport aéroport
fleet flotte
engine moteur
fuel carburant
coal charbon
oil pétrole
gas gaz
steel acier
wood timber bois
stone pierre
brick brique
roof toit
fence clôture
door porte
window fenêtre
floor étage
tenant locataire
landlord owner propriétaire
rent loyer
lease baux
loan prêt
mortgage hypothèque
saving épargne
shareholder actionnaire
profit bénéfice
increase hausse augmentation
decrease baisse diminution
grow croître
shrink rétrécir
half moitié
third tiers
thousand millier mille
amount montant
size taille
weight poids
height hauteur
length longueur
width largeur
depth profondeur
age âge
birth naissance
birthday anniversaire
wedding marriage mariage
daughter fille
boy garçon
man homme
elderly âgées
nurse infirmière
hospital hôpital
drug medicine
treatment traitement
surgery opération chirurgie
cancer tumeur
blood sang
heart coeur
brain cerveau
skin peau
eye oeil yeux
tooth teeth
sleep sommeil dormir
smoke fumer fumée
drink boire boisson
eat manger
cook cuire cuisiner
taste goût
swim nager
climb grimper
throw jeter lancer
pull tirer
push pousser
break casser rompre
repair réparer
replace remplacer
improve améliorer
damage dégât dommage endommager
collapse effondrement
burn brûler
drown noyer
sink couler
rescue sauvetage secourir
save sauver
fear peur crainte
hope espoir
wish souhait
want vouloir veut
purpose finalité
rule règle
ban interdiction
fee frais redevance
fare toll péage
ticket billet
guest invité
host hôte
judge juge
lawyer avocat
trial procès
jail prison
thief voleur
murder meurtre assassinat
witness témoin
suspect soupçonné
arrest arrêter
police gendarmerie
mayor maire
king roi
queen reine
leader dirigeant chef
union syndicat
strike grève
hire embaucher recruter
pension retraite
training formation
skill compétence
degree diplôme
exam examen
kindergarten maternelle
discover découvrir
seek search chercher
measure mesurer
weigh peser
sample échantillon
tool outil
device appareil
phone téléphone
mail courrier
letter lettre
message courriel
paint peindre peinture
drawing dessin
song chanson
singer chanteur
music musique
actor acteur
actress actrice
director réalisateur
author auteur
novel roman
poem poème
poet poète
story récit
launch lancement
start begin commencer début
delay retard
early tôt
late tard
yesterday hier
tomorrow demain
century siècle
decade décennie
hour heure
holiday vacances
cliff falaise
hill colline
land terrain
sky ciel
dark obscur
colour color couleur
yellow jaune
brown brun marron
grey gray gris
heavy lourd
empty vide
full plein
rich riche
poor pauvre
expensive cher coûteux
safe sûr
fast rapide vite
slow lent
high haut
small petit
narrow étroit
old ancien vieille
true vrai
false faux
easy facile
likely probable
enough suffisamment
together ensemble
almost presque
never jamais
always toujours
often souvent
elect élire élu
election scrutin
support soutien soutenir
reject rejeter
sign signer
treaty traité
ally allié
enemy ennemi
fight combattre
battle bataille
win gagner victoire remporter
defeat défaite
troops troupes
sailor marin
flag drapeau
crew équipage
citizen citoyen
inhabitant resident habitant
neighbour voisin
village bourg
district quartier arrondissement
area region zone
county comté
country pays
speak parler
listen écouter
hear entendre
tell say dire
promise promettre
warn avertir
deny nier démentir
admit avouer reconnaître
apologise excuser
thank remercier
complain plaindre
praise louer saluer
blame accuser reprocher
sue poursuivre
pay payer verser
owe devoir
own posséder
belong appartenir
bring apporter
send envoyer
carry transporter
move déplacer déménager
stay rester
leave quitter partir
return revenir retourner
follow suivre
join rejoindre adhérer
become devenir
use utiliser
waste déchets gaspiller
rubbish garbage ordures
clean propre nettoyer
warming réchauffement
species espèce
seed graine semence
flower fleur
leaf feuille
root racine
bee abeille
mouse souris
wolf loup
deer cerf
salmon saumon
trout truite
renew renouveler renouvelé
compensation indemnité indemnisation
crash accident
disrupt perturber
punishment sanction
mistake erreur
warning avertissement alerte
reach atteindre atteint
cover couvrir couvert
gather rassembler
manage gérer
check vérifier
teach enseigner
understand comprendre
target cible
goal objectif
behaviour comportement
knowledge connaissance
step étape
whole entier entière
hundred centaine
dozen douzaine
cancel annuler
lend prêter
notify prévenir prévenu prévenue
hunt chasser chasse
feed nourrir
flee fuir
drive conduire
expect attendre attendu
require exiger exigence
notice remarquer
hide cacher
shell coquille
`
  .trim()
  .split('\n')
  .map((row) => row.split(' '));

let known: ReadonlyMap<string, readonly string[]> | null = null;

/** Returns the other words of the rows of a folded word. */
export function wordsForTheSame(folded: string): readonly string[] {
  known ??= otherWords();
  return known.get(folded) ?? [];
}

function otherWords(): Map<string, string[]> {
  const others = new Map<string, string[]>();
  for (const row of WORDS_FOR_THE_SAME) {
    const words = row.map(foldName);
    for (const word of words)
      others.set(word, [...(others.get(word) ?? []), ...words.filter((each) => each !== word)]);
  }
  return others;
}
