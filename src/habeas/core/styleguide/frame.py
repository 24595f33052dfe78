"""What stands around every sample page."""

from __future__ import annotations

from typing import Any


def sample_page() -> dict[str, Any]:
    """What the frame of every page shows."""
    return {
        "mission_name": "habeas",
        "unit_name": "Field office A · sample",
        "search_url": "#search",
        "notices_url": "#notices",
        "notices_count": 3,
        "user_name": "Vera Izmišljena",
        "user_role": "Analyst",
        "invented": True,
        "status_note": "The note of the mission on names and status stands at the foot of every page.",
        "user_links": [
            {"label": "Your account", "url": "#me", "icon": "person"},
            {"label": "Sign out", "url": "#out", "method": "post", "icon": "exit"},
        ],
        "nav": [
            {
                "label": "Work",
                "lines": [
                    {"label": "Home", "url": "/", "icon": "home"},
                    {"label": "Visits", "url": "#visits", "icon": "visit", "count": 4, "key": "v"},
                    {"label": "Findings", "url": "#findings", "icon": "finding", "active": True, "key": "f"},
                    {
                        "label": "Recommendations",
                        "url": "#rec",
                        "icon": "recommendation",
                        "count": 12,
                        "key": "r",
                    },
                ],
            },
            {
                "label": "Reference",
                "lines": [
                    {"label": "Mandate", "url": "#mandate", "icon": "book"},
                    {"label": "Places", "url": "#places", "icon": "map"},
                ],
            },
        ],
        "breadcrumbs": [{"label": "Home", "url": "/"}, {"label": "Findings", "url": "#"}, {"label": "F 17"}],
    }
