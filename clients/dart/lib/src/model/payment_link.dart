//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'payment_link.g.dart';

/// A link (for the schema; `link_answer` writes it).
///
/// Properties:
/// * [id]
/// * [isLive]
/// * [url] - What the merchant gives to whoever is to pay.
/// * [token] - What the button names it by (`data-link`).
/// * [title]
/// * [description]
/// * [amount]
/// * [minAmount]
/// * [maxAmount]
/// * [currency]
/// * [tipMode]
/// * [tipValue]
/// * [returnUrl]
/// * [maxUses]
/// * [uses] - Paid, or begun and still to be paid.
/// * [paid] - How often it was paid.
/// * [expiresAt]
/// * [isOpen] - Whether it was not switched off.
/// * [createdAt]
@BuiltValue()
abstract class PaymentLink implements Built<PaymentLink, PaymentLinkBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'is_live')
  bool get isLive;

  /// What the merchant gives to whoever is to pay.
  @BuiltValueField(wireName: r'url')
  String get url;

  /// What the button names it by (`data-link`).
  @BuiltValueField(wireName: r'token')
  String get token;

  @BuiltValueField(wireName: r'title')
  String get title;

  @BuiltValueField(wireName: r'description')
  String get description;

  @BuiltValueField(wireName: r'amount')
  String? get amount;

  @BuiltValueField(wireName: r'min_amount')
  String? get minAmount;

  @BuiltValueField(wireName: r'max_amount')
  String? get maxAmount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'tip_mode')
  TipModeEnum get tipMode;
  // enum tipModeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  @BuiltValueField(wireName: r'tip_value')
  String? get tipValue;

  @BuiltValueField(wireName: r'return_url')
  String get returnUrl;

  @BuiltValueField(wireName: r'max_uses')
  int? get maxUses;

  /// Paid, or begun and still to be paid.
  @BuiltValueField(wireName: r'uses')
  int get uses;

  /// How often it was paid.
  @BuiltValueField(wireName: r'paid')
  int get paid;

  @BuiltValueField(wireName: r'expires_at')
  DateTime? get expiresAt;

  /// Whether it was not switched off.
  @BuiltValueField(wireName: r'is_open')
  bool get isOpen;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  PaymentLink._();

  factory PaymentLink([void updates(PaymentLinkBuilder b)]) = _$PaymentLink;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PaymentLinkBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PaymentLink> get serializer => _$PaymentLinkSerializer();
}

class _$PaymentLinkSerializer implements PrimitiveSerializer<PaymentLink> {
  @override
  final Iterable<Type> types = const [PaymentLink, _$PaymentLink];

  @override
  final String wireName = r'PaymentLink';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PaymentLink object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'is_live';
    yield serializers.serialize(
      object.isLive,
      specifiedType: const FullType(bool),
    );
    yield r'url';
    yield serializers.serialize(
      object.url,
      specifiedType: const FullType(String),
    );
    yield r'token';
    yield serializers.serialize(
      object.token,
      specifiedType: const FullType(String),
    );
    yield r'title';
    yield serializers.serialize(
      object.title,
      specifiedType: const FullType(String),
    );
    yield r'description';
    yield serializers.serialize(
      object.description,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield object.amount == null ? null : serializers.serialize(
      object.amount,
      specifiedType: const FullType.nullable(String),
    );
    yield r'min_amount';
    yield object.minAmount == null ? null : serializers.serialize(
      object.minAmount,
      specifiedType: const FullType.nullable(String),
    );
    yield r'max_amount';
    yield object.maxAmount == null ? null : serializers.serialize(
      object.maxAmount,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'tip_mode';
    yield serializers.serialize(
      object.tipMode,
      specifiedType: const FullType(TipModeEnum),
    );
    yield r'tip_value';
    yield object.tipValue == null ? null : serializers.serialize(
      object.tipValue,
      specifiedType: const FullType.nullable(String),
    );
    yield r'return_url';
    yield serializers.serialize(
      object.returnUrl,
      specifiedType: const FullType(String),
    );
    yield r'max_uses';
    yield object.maxUses == null ? null : serializers.serialize(
      object.maxUses,
      specifiedType: const FullType.nullable(int),
    );
    yield r'uses';
    yield serializers.serialize(
      object.uses,
      specifiedType: const FullType(int),
    );
    yield r'paid';
    yield serializers.serialize(
      object.paid,
      specifiedType: const FullType(int),
    );
    yield r'expires_at';
    yield object.expiresAt == null ? null : serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'is_open';
    yield serializers.serialize(
      object.isOpen,
      specifiedType: const FullType(bool),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    PaymentLink object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PaymentLinkBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'is_live':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isLive = valueDes;
          break;
        case r'url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.url = valueDes;
          break;
        case r'token':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.token = valueDes;
          break;
        case r'title':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.title = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.description = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amount = valueDes;
          break;
        case r'min_amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.minAmount = valueDes;
          break;
        case r'max_amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.maxAmount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'tip_mode':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TipModeEnum),
          ) as TipModeEnum;
          result.tipMode = valueDes;
          break;
        case r'tip_value':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tipValue = valueDes;
          break;
        case r'return_url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.returnUrl = valueDes;
          break;
        case r'max_uses':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.maxUses = valueDes;
          break;
        case r'uses':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.uses = valueDes;
          break;
        case r'paid':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.paid = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.expiresAt = valueDes;
          break;
        case r'is_open':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isOpen = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PaymentLink deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PaymentLinkBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


