"""List pages, declared: columns, filters, search, order, saved views, map and exports from one class."""

from habeas.core.listing.columns import Column
from habeas.core.listing.filters import FilterForm
from habeas.core.listing.tables import Mode, Table
from habeas.core.listing.views import list_page

__all__ = ["Column", "FilterForm", "Mode", "Table", "list_page"]
