//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/biller_of.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'saved_bill.g.dart';

/// A saved bill (for the schema; `saved_bill_answer` writes it).
///
/// Properties:
/// * [id]
/// * [biller]
/// * [account] - The last digits of the number.
/// * [nickname]
/// * [reminders]
/// * [daysBefore]
/// * [dueDate] - As the biller said when it was asked last.
/// * [amountDue]
/// * [currency]
/// * [lookedUpAt] - When that was.
/// * [createdAt]
@BuiltValue()
abstract class SavedBill implements Built<SavedBill, SavedBillBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'biller')
  BillerOf get biller;

  /// The last digits of the number.
  @BuiltValueField(wireName: r'account')
  String get account;

  @BuiltValueField(wireName: r'nickname')
  String get nickname;

  @BuiltValueField(wireName: r'reminders')
  bool get reminders;

  @BuiltValueField(wireName: r'days_before')
  int get daysBefore;

  /// As the biller said when it was asked last.
  @BuiltValueField(wireName: r'due_date')
  Date? get dueDate;

  @BuiltValueField(wireName: r'amount_due')
  String? get amountDue;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// When that was.
  @BuiltValueField(wireName: r'looked_up_at')
  DateTime? get lookedUpAt;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  SavedBill._();

  factory SavedBill([void updates(SavedBillBuilder b)]) = _$SavedBill;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SavedBillBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SavedBill> get serializer => _$SavedBillSerializer();
}

class _$SavedBillSerializer implements PrimitiveSerializer<SavedBill> {
  @override
  final Iterable<Type> types = const [SavedBill, _$SavedBill];

  @override
  final String wireName = r'SavedBill';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SavedBill object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'biller';
    yield serializers.serialize(
      object.biller,
      specifiedType: const FullType(BillerOf),
    );
    yield r'account';
    yield serializers.serialize(
      object.account,
      specifiedType: const FullType(String),
    );
    yield r'nickname';
    yield serializers.serialize(
      object.nickname,
      specifiedType: const FullType(String),
    );
    yield r'reminders';
    yield serializers.serialize(
      object.reminders,
      specifiedType: const FullType(bool),
    );
    yield r'days_before';
    yield serializers.serialize(
      object.daysBefore,
      specifiedType: const FullType(int),
    );
    yield r'due_date';
    yield object.dueDate == null ? null : serializers.serialize(
      object.dueDate,
      specifiedType: const FullType.nullable(Date),
    );
    yield r'amount_due';
    yield object.amountDue == null ? null : serializers.serialize(
      object.amountDue,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'looked_up_at';
    yield object.lookedUpAt == null ? null : serializers.serialize(
      object.lookedUpAt,
      specifiedType: const FullType.nullable(DateTime),
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
    SavedBill object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SavedBillBuilder result,
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
        case r'biller':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BillerOf),
          ) as BillerOf;
          result.biller.replace(valueDes);
          break;
        case r'account':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.account = valueDes;
          break;
        case r'nickname':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.nickname = valueDes;
          break;
        case r'reminders':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.reminders = valueDes;
          break;
        case r'days_before':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.daysBefore = valueDes;
          break;
        case r'due_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.dueDate = valueDes;
          break;
        case r'amount_due':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.amountDue = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'looked_up_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.lookedUpAt = valueDes;
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
  SavedBill deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SavedBillBuilder();
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


