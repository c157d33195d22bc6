"""View as, on pages: the bar that says as whom, and the choice."""

from django import template

from memberships import viewing

register = template.Library()


@register.simple_tag(takes_context=True)
def bar_of_view(context):
    """The bar, where somebody of the desk looks at this page as another reader."""
    request = context.get("request")
    key = viewing.shown(request) if request else ""
    return viewing.bar(key, next_url=request.get_full_path()) if key else ""


@register.simple_tag(takes_context=True)
def choose_view(context, next):
    """The choice, with the page on which it is to be looked at."""
    return viewing.choice(viewing.shown(context["request"]), next_url=next)
