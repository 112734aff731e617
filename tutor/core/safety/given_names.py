"""Given names that children of the United States and Latin America often have, folded."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaliyah aaron abby abigail abril adam addison adrian adriana aidan aiden alan alana alberto
    alejandra alejandro alex alexa alexander alexandra alexis alfredo alice alicia alina alison
    allison alondra alyssa amanda amaya amber amelia amir amy ana andrea andres andrew angela
    angelica angelina anna annie anthony antonella ariana arianna ariel armando arturo ashley
    ashlyn athena aubrey audrey aurora ava avery axel ayden aylin beatriz bella benjamin bianca
    braden brandon brayan brayden breanna brenda brian brianna brittany brooke brooklyn bruno
    bryan bryce caleb camden cameron camila camilla carla carlos carmen carolina caroline carter
    catalina cecilia celeste cesar charlie chloe christian christopher clara claudia cody colin
    connor cooper courtney cristian cristina cynthia daisy dakota dalia damian daniel daniela
    danielle danny dante dariana dario david dayana deandre delilah derek deshawn destiny devin
    diana diego dominic dylan edgar eduardo edwin elena elias elijah elisa elizabeth ellie
    eloisa emilia emiliano emilio emily emma emmanuel enrique eric erica erick erika ernesto
    esmeralda esperanza esteban estefania ethan eva evan evelyn ezra fabian fabiola fatima
    felipe felix fernanda fernando francisco frida gabriel gabriela gael gavin gerardo gianna
    gilberto gisela giselle gracie graciela guadalupe guillermo gustavo hailey hannah harper
    hayden hazel heather hector heidi hugo ian ignacio iker isaac isabel isabella isaiah isla
    ismael itzel ivan ivanna ivy jackson jacob jada jade jaden jaime jake jalen jamal james
    jamie janelle jared jasmine jason javier jaxon jayden jaylen jazmin jennifer jeremiah jeremy
    jesse jessica jesus jimena joanna joaquin jocelyn joel johanna jonah jonathan jordan jorge
    jose joseph joshua josue juan juana julian juliana julieta julio justin kaitlyn karen karina
    karla katelyn katherine katie kayden kayla kaylee keisha keith kelly kenneth kevin kiara kim
    kimberly kylie landon laura lauren layla leah leon leonardo leslie leticia levi liam lilian
    liliana lily lisa logan lola lorena lorenzo lucas lucia luciana luis luisa luke luz
    mackenzie maddie madeline madison maite malik manuel marco marcos marcus margarita maria
    mariah mariana maribel marina mario marisol marissa martin martina mason mateo matias
    matthew mauricio maya megan melanie melissa micah michael michelle miguel mila miranda
    moises monica monserrat montserrat morgan mya nadia naomi natalia natalie natasha nathan
    nayeli nevaeh nico nicolas nicole noah noelia nora norma octavio olivia omar oscar pablo
    paloma pamela paola parker patricia patrick paulina pedro penelope perla peyton priya quinn
    rachel rafael ramiro ramon raul rebeca rebecca regina renata ricardo richard riley robert
    roberto rocio rodrigo rosa rosario ruben ryan sabrina salvador samantha samuel sandra
    santiago sara sarah sasha saul savannah sebastian selena serenity sergio shawn sienna silvia
    simon sofia sonia sophia sophie stella stephanie steven susana sydney talia tania tanner
    tatiana taylor teresa thiago tiffany tobias tomas trevor trinity tristan tyler tyrone ulises
    uriel valentina valentino valeria vanessa veronica victor violeta viviana wendy wesley
    xavier ximena xiomara yadira yahir yamileth yesenia yolanda zachary zaire zayden zoe zoey
    """.split()
)
