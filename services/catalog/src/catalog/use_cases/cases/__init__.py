"""What advisors do with the businesses they look after."""
