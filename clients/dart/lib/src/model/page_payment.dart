//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/page_merchant.dart';
import 'package:gopay_client/src/model/tip_mode_enum.dart';
import 'package:gopay_client/src/model/page_payment_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'page_payment.g.dart';

/// A payment as its page shows it.
///
/// Properties:
/// * [chargeId] - For `/merchant-payments`.
/// * [isLive] - A test payment cannot be paid in the app.
/// * [state]
/// * [merchant]
/// * [amount]
/// * [surcharge] - The convenience fee that comes on top.
/// * [currency]
/// * [tipMode]
/// * [description]
/// * [expiresAt]
/// * [qr] - The text of its QR code, as `/qr/parse` and `/merchant-payments` take it.
@BuiltValue()
abstract class PagePayment implements Built<PagePayment, PagePaymentBuilder> {
  /// For `/merchant-payments`.
  @BuiltValueField(wireName: r'charge_id')
  String get chargeId;

  /// A test payment cannot be paid in the app.
  @BuiltValueField(wireName: r'is_live')
  bool get isLive;

  @BuiltValueField(wireName: r'state')
  PagePaymentStateEnum get state;
  // enum stateEnum {  open,  closed,  held,  paid,  expired,  cancelled,  returned,  };

  @BuiltValueField(wireName: r'merchant')
  PageMerchant get merchant;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// The convenience fee that comes on top.
  @BuiltValueField(wireName: r'surcharge')
  String get surcharge;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'tip_mode')
  TipModeEnum get tipMode;
  // enum tipModeEnum {  NONE,  PROMPT,  FIXED,  PERCENT,  };

  @BuiltValueField(wireName: r'description')
  String get description;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  /// The text of its QR code, as `/qr/parse` and `/merchant-payments` take it.
  @BuiltValueField(wireName: r'qr')
  String get qr;

  PagePayment._();

  factory PagePayment([void updates(PagePaymentBuilder b)]) = _$PagePayment;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PagePaymentBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PagePayment> get serializer => _$PagePaymentSerializer();
}

class _$PagePaymentSerializer implements PrimitiveSerializer<PagePayment> {
  @override
  final Iterable<Type> types = const [PagePayment, _$PagePayment];

  @override
  final String wireName = r'PagePayment';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PagePayment object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'charge_id';
    yield serializers.serialize(
      object.chargeId,
      specifiedType: const FullType(String),
    );
    yield r'is_live';
    yield serializers.serialize(
      object.isLive,
      specifiedType: const FullType(bool),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(PagePaymentStateEnum),
    );
    yield r'merchant';
    yield serializers.serialize(
      object.merchant,
      specifiedType: const FullType(PageMerchant),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'surcharge';
    yield serializers.serialize(
      object.surcharge,
      specifiedType: const FullType(String),
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
    yield r'description';
    yield serializers.serialize(
      object.description,
      specifiedType: const FullType(String),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'qr';
    yield serializers.serialize(
      object.qr,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    PagePayment object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PagePaymentBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'charge_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.chargeId = valueDes;
          break;
        case r'is_live':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isLive = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PagePaymentStateEnum),
          ) as PagePaymentStateEnum;
          result.state = valueDes;
          break;
        case r'merchant':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PageMerchant),
          ) as PageMerchant;
          result.merchant.replace(valueDes);
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'surcharge':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.surcharge = valueDes;
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
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.description = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        case r'qr':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.qr = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PagePayment deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PagePaymentBuilder();
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


