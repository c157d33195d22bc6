"""What every account page shows beside its own part: the menu, and what is about to happen."""

from django import template

from accounts import account_menu, deletion

register = template.Library()


@register.inclusion_tag("accounts/includes/account_menu.html", takes_context=True)
def account_menu_here(context):
    links = account_menu.links(context["request"].path)
    return {"links": links, "ours": context.get("ours", "")}


@register.simple_tag(takes_context=True)
def planned_deletion(context):
    """When this account will be deleted, if somebody asked for it; one query."""
    user = context["request"].user
    return deletion.planned(user) if user.is_authenticated else None
