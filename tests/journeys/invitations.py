"""How two become partners, in one line: set up, invite, accept, confirm."""

from tests.world import Somebody, World

LINK = "https://t.me/"


def link_in(world: World, who: Somebody) -> str:
    """The newest invitation link this person sees. LookupError if there is none."""
    for message in reversed(world.chat(who)):
        for word in message.text.split():
            if word.startswith(LINK) and "?start=" in word:
                return word
    raise LookupError(f"{who.name} sees no link")


def token_in(link: str) -> str:
    """What /start carries when the link is opened."""
    return link.partition("?start=")[2]


async def set_up(world: World, who: Somebody) -> None:
    """Through the first minutes, alone, in the zone the person lives in."""
    await world.write(who, "/start")
    await world.tap(who, "Another city")
    await world.write(who, str(who.zone))
    await world.tap(who, "Alone for now")


async def invited(world: World, ben: Somebody, ana: Somebody) -> str:
    """Both are set up and Ben's invitation is open before Ana. Returns its link."""
    for who in (ben, ana):
        if world.today(who) is None:
            await set_up(world, who)
    await world.write(ben, "/pair")
    link = link_in(world, ben)
    await world.open(ana, link)
    return link


async def partners(world: World, ben: Somebody, ana: Somebody) -> None:
    """A pact, made as people make it."""
    await invited(world, ben, ana)
    await world.tap(ana, "Accept")
    await world.tap(ben, "Yes, start")
    for who in (ana, ben):
        world.heard(who)
