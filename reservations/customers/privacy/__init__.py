"""What is known of a person, and how it goes (R13): read whole for who asks, erased whole so that the books stay."""
