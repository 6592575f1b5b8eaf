"""What a business must show before and while it sells, as the operator has laid it down."""
