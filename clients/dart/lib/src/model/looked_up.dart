//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/date.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'looked_up.g.dart';

/// What the biller says (for the schema; `looked_up_answer` writes it).
///
/// Properties:
/// * [lookupId] - Name it in `POST /bills/pay`.
/// * [biller]
/// * [billerName]
/// * [account] - The last digits of the number.
/// * [customerName] - Masked: enough to recognise somebody one knows.
/// * [currency]
/// * [amountDue] - Null: nothing is owed, as it is prepaid.
/// * [minimum] - The least that can be paid now.
/// * [maximum] - The most that can be paid now.
/// * [dueDate]
/// * [allowsPartial] - False, and not prepaid: pay exactly `amount_due`.
/// * [isPrepaid]
/// * [expiresAt] - Until when it can be paid with this look-up.
@BuiltValue()
abstract class LookedUp implements Built<LookedUp, LookedUpBuilder> {
  /// Name it in `POST /bills/pay`.
  @BuiltValueField(wireName: r'lookup_id')
  String get lookupId;

  @BuiltValueField(wireName: r'biller')
  String get biller;

  @BuiltValueField(wireName: r'biller_name')
  String get billerName;

  /// The last digits of the number.
  @BuiltValueField(wireName: r'account')
  String get account;

  /// Masked: enough to recognise somebody one knows.
  @BuiltValueField(wireName: r'customer_name')
  String? get customerName;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// Null: nothing is owed, as it is prepaid.
  @BuiltValueField(wireName: r'amount_due')
  String? get amountDue;

  /// The least that can be paid now.
  @BuiltValueField(wireName: r'minimum')
  String get minimum;

  /// The most that can be paid now.
  @BuiltValueField(wireName: r'maximum')
  String get maximum;

  @BuiltValueField(wireName: r'due_date')
  Date? get dueDate;

  /// False, and not prepaid: pay exactly `amount_due`.
  @BuiltValueField(wireName: r'allows_partial')
  bool get allowsPartial;

  @BuiltValueField(wireName: r'is_prepaid')
  bool get isPrepaid;

  /// Until when it can be paid with this look-up.
  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  LookedUp._();

  factory LookedUp([void updates(LookedUpBuilder b)]) = _$LookedUp;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LookedUpBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<LookedUp> get serializer => _$LookedUpSerializer();
}

class _$LookedUpSerializer implements PrimitiveSerializer<LookedUp> {
  @override
  final Iterable<Type> types = const [LookedUp, _$LookedUp];

  @override
  final String wireName = r'LookedUp';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    LookedUp object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'lookup_id';
    yield serializers.serialize(
      object.lookupId,
      specifiedType: const FullType(String),
    );
    yield r'biller';
    yield serializers.serialize(
      object.biller,
      specifiedType: const FullType(String),
    );
    yield r'biller_name';
    yield serializers.serialize(
      object.billerName,
      specifiedType: const FullType(String),
    );
    yield r'account';
    yield serializers.serialize(
      object.account,
      specifiedType: const FullType(String),
    );
    yield r'customer_name';
    yield object.customerName == null ? null : serializers.serialize(
      object.customerName,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'amount_due';
    yield object.amountDue == null ? null : serializers.serialize(
      object.amountDue,
      specifiedType: const FullType.nullable(String),
    );
    yield r'minimum';
    yield serializers.serialize(
      object.minimum,
      specifiedType: const FullType(String),
    );
    yield r'maximum';
    yield serializers.serialize(
      object.maximum,
      specifiedType: const FullType(String),
    );
    yield r'due_date';
    yield object.dueDate == null ? null : serializers.serialize(
      object.dueDate,
      specifiedType: const FullType.nullable(Date),
    );
    yield r'allows_partial';
    yield serializers.serialize(
      object.allowsPartial,
      specifiedType: const FullType(bool),
    );
    yield r'is_prepaid';
    yield serializers.serialize(
      object.isPrepaid,
      specifiedType: const FullType(bool),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    LookedUp object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LookedUpBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'lookup_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.lookupId = valueDes;
          break;
        case r'biller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.biller = valueDes;
          break;
        case r'biller_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.billerName = valueDes;
          break;
        case r'account':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.account = valueDes;
          break;
        case r'customer_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.customerName = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'amount_due':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amountDue = valueDes;
          break;
        case r'minimum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.minimum = valueDes;
          break;
        case r'maximum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.maximum = valueDes;
          break;
        case r'due_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.dueDate = valueDes;
          break;
        case r'allows_partial':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.allowsPartial = valueDes;
          break;
        case r'is_prepaid':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isPrepaid = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  LookedUp deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LookedUpBuilder();
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


